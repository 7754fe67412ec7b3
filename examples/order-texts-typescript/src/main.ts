import { Kafka, logLevel, type Consumer, type Producer } from 'kafkajs';
import { topics, type MtRequested, type MtStatus } from './contract.ts';
import { textIdOf } from './text-id.ts';

const USAGE =
  'Usage: npm start -- <order> <number> <text>, such as: npm start -- 4711 +14155550101 "It is on its way."';
const SOURCE = 'order-texts';
/** After this the service says so and ends; the text's outcome still comes to whoever follows. In ms. */
const PATIENCE_MS = 60_000;

const [order, number, text] = process.argv.slice(2);
if (order === undefined || number === undefined || text === undefined) {
  console.error(USAGE);
  process.exit(2);
}

const kafka = new Kafka({
  clientId: SOURCE,
  brokers: (process.env.KAFKA_BROKERS ?? '127.0.0.1:7075').split(','),
  logLevel: logLevel.ERROR,
});
const mtId = textIdOf(order);
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: `${SOURCE}-${mtId}` });
try {
  await Promise.all([producer.connect(), consumer.connect()]);
  const outcome = await followed(consumer, () =>
    request(producer, { subscriber: number, sender: '12345', text }),
  );
  process.exitCode = outcome === undefined ? 3 : outcome.status === 'delivered' ? 0 : 1;
} finally {
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
}

async function request(to: Producer, mt: MtRequested): Promise<void> {
  const headers = {
    ce_id: mtId,
    ce_source: SOURCE,
    ce_type: topics.requested,
    ce_specversion: '1.0',
    ce_time: new Date().toISOString(),
    'content-type': 'application/json',
  };
  const record = { key: mt.subscriber, value: JSON.stringify(mt), headers };
  await to.send({ topic: topics.requested, messages: [record] });
  console.log(`${mtId} requested for order ${order}`);
}

/** Reads from the beginning: what became of the text when it was asked for before is told again. */
async function followed(from: Consumer, request: () => Promise<void>): Promise<MtStatus | undefined> {
  const seen = new Set<string>();
  let tell: (outcome: MtStatus | undefined) => void = () => undefined;
  const outcome = new Promise<MtStatus | undefined>((resolve) => (tell = resolve));
  await from.subscribe({ topics: [topics.status], fromBeginning: true });
  await from.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      const eventId = String(message.headers?.ce_id);
      const status = JSON.parse(String(message.value)) as MtStatus;
      if (status.mtId !== mtId || seen.has(eventId)) return;
      seen.add(eventId);
      console.log(`${mtId} ${status.status}${status.code === undefined ? '' : ` ${status.code}`}`);
      if (status.final) tell(status);
    },
  });
  await request();
  const patience = setTimeout(() => tell(undefined), PATIENCE_MS);
  const told = await outcome;
  clearTimeout(patience);
  if (told === undefined) console.error(`No final status within ${PATIENCE_MS / 1_000} s.`);
  return told;
}

import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { KafkaConfigPort } from '@parley/config';
import { campaignHoldRequested, senderHoldRequested } from '@parley/contracts';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { heldNow, type HeldRow } from './holds.reader.pg.js';
import { publishOrder } from './order.publisher.js';
import { countWaiting } from './waiting.reader.pg.js';

export interface HoldOptions {
  readonly why?: string;
  readonly by?: string;
  readonly json?: boolean;
  readonly dataDir: string;
}

const MOST_WORDS = 240;

const platformOf = (context: CommandContext, { dataDir }: HoldOptions): Promise<RunningPlatform> =>
  RunningPlatform.find(resolve(dataDir), context.environment);

/** `parley sender pause|resume <sender>` */
export async function holdSender(
  context: CommandContext,
  sender: string,
  held: boolean,
  options: HoldOptions,
): Promise<void> {
  const order = orderOf(held, options);
  const platform = await platformOf(context, options);
  const { senders } = await new KafkaConfigPort(kafkaClient(platform.kafkaBrokers)).current();
  if (!senders.has(sender)) throw failure.usage(`No sender "${sender}" is declared: see "npx parley apply".`);
  const { waiting } = await countWaiting(platform, { sender });
  await publishOrder(platform, senderHoldRequested, sender, { sender, ...order });
  if (options.json) return context.terminal.print(JSON.stringify({ sender, ...order, waiting }));
  const kept = 'What is claimed goes, and so do HELP and confirmations of opt-outs.';
  context.terminal.print(
    held ? `${sender} pauses: ${texts(waiting)}. ${kept}` : `${sender} goes on: ${texts(waiting)}.`,
  );
}

/** `parley campaign pause|resume <name>` */
export async function holdCampaign(
  context: CommandContext,
  campaign: string,
  held: boolean,
  options: HoldOptions,
): Promise<void> {
  const order = orderOf(held, options);
  if (!campaignHoldRequested.schema.safeParse({ campaign, ...order }).success)
    throw failure.usage(`"${campaign}" is no campaign's name: lower-case letters, digits and hyphens.`);
  const platform = await platformOf(context, options);
  const { waiting } = await countWaiting(platform, { campaign });
  await publishOrder(platform, campaignHoldRequested, campaign, { campaign, ...order });
  if (options.json) return context.terminal.print(JSON.stringify({ campaign, ...order, waiting }));
  context.terminal.print(`${campaign} ${held ? 'pauses' : 'goes on'}: ${texts(waiting)}.`);
}

/** `parley sender list`: senders as they are declared, and which of them are paused. */
export async function listSenders(context: CommandContext, options: HoldOptions): Promise<void> {
  const platform = await platformOf(context, options);
  const { senders } = await new KafkaConfigPort(kafkaClient(platform.kafkaBrokers)).current();
  const held = new Map((await heldNow(platform, 'sender')).map((row) => [row.name, row]));
  const rows = [...senders.values()].map(({ sender, brand, segmentsPerSecond }) => {
    const hold = held.get(sender);
    return { sender, brand, segmentsPerSecond, ...(hold && { paused: hold }) };
  });
  if (options.json) return context.terminal.print(JSON.stringify(rows, null, 2));
  for (const { sender, brand, segmentsPerSecond, paused } of rows)
    context.terminal.print(
      `${sender.padEnd(14)} ${brand.padEnd(24)} ${segmentsPerSecond} segments/s${paused ? `  ${pausedBy(paused)}` : ''}`,
    );
}

function pausedBy({ by, why, since }: HeldRow): string {
  return `paused${by ? ` by ${by}` : ''} since ${since}${why ? `: ${why}` : ''}`;
}

function texts(waiting: number): string {
  return waiting === 1 ? '1 text waits' : `${waiting} texts wait`;
}

/** Why somebody pauses is asked for: whoever finds the sender so has to know whether to let it go on. */
function orderOf(
  held: boolean,
  { why, by }: HoldOptions,
): { held: boolean; by: string; why?: string; requestedAt: string } {
  const words = why?.trim();
  if (held && !words) throw failure.usage('Say why, as --why "the carrier reports filtering".');
  if (words && words.length > MOST_WORDS)
    throw failure.usage(`--why takes ${MOST_WORDS} characters; say it in fewer.`);
  const asked = { held, by: by ?? userInfo().username, requestedAt: new Date().toISOString() };
  return words ? { ...asked, why: words } : asked;
}

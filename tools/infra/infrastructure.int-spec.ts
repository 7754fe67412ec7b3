import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  freePorts,
  resetInfrastructure,
  startInfrastructure,
  type Infrastructure,
} from './infrastructure.js';
import { askBroker } from './kafka/broker-answers.js';
import { isAlive } from './process/process-identity.js';
import { waitUntil } from './process/wait-until.js';

const API_PRODUCE = 0;

// Starts its own Kafka and PostgreSQL, so it is run without the set-up that the other int-specs share.
describe('the embedded infrastructure', () => {
  let dataDir: string;
  let running: Infrastructure | undefined;
  const steps: string[] = [];

  const start = async () => {
    const [kafka, kafkaController, postgres] = await freePorts(3);
    running = await startInfrastructure({
      dataDir,
      environment: { PARLEY_INFRA: 'embedded' },
      ports: { kafka: kafka!, kafkaController: kafkaController!, postgres: postgres! },
      durability: 'fast',
      progress: (step, state) => steps.push(`${step} ${state}`),
    });
    return running;
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'parley-infra-'));
  });

  afterAll(async () => {
    await running?.stop();
    await resetInfrastructure(dataDir);
    await rm(dataDir, { recursive: true });
  });

  it('keeps its data through kill -9, moved ports and stops, and leaves no process', async () => {
    const first = await start();
    expect(first.origin).toEqual({ kafka: 'embedded', database: 'embedded' });
    expect(await query(first.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await query(first.databaseUrl, "create table kept as select 'warm' as word");
    const answer = await askOne(first);
    expect(answer.brokers).toBe(1);
    expect(answer.versions.get(API_PRODUCE)!.max).toBeGreaterThanOrEqual(7);
    const cluster = await clusterOf(dataDir);
    await expect(start()).rejects.toMatchObject({ code: 'INFRA_FOLDER_BUSY' });
    await expect(resetInfrastructure(dataDir)).rejects.toMatchObject({ code: 'INFRA_FOLDER_BUSY' });

    const pids = Object.values(first.processes);
    expect(pids).toHaveLength(2);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await allGone(pids);
    await first.stop();

    const second = await start();
    expect(second.kafkaBrokers).not.toEqual(first.kafkaBrokers);
    expect(await query(second.databaseUrl, 'select word from kept')).toEqual([{ word: 'warm' }]);
    expect((await askOne(second)).brokers).toBe(1);
    expect(await clusterOf(dataDir)).toBe(cluster);
    await Promise.all([second.stop(), second.stop()]);
    await allGone(Object.values(second.processes));
    await expect(askOne(second)).rejects.toThrow();

    expect(steps.filter((step) => step === 'Kafka jars start')).toHaveLength(1);
    await resetInfrastructure(dataDir);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    expect(existsSync(join(dataDir, 'kafka', 'data'))).toBe(false);
  }, 180_000);
});

function askOne({ kafkaBrokers: [address] }: Infrastructure) {
  const [host, port] = address!.split(':');
  return askBroker(host!, Number(port));
}

async function clusterOf(dataDir: string): Promise<string | undefined> {
  const properties = await readFile(join(dataDir, 'kafka', 'data', 'meta.properties'), 'utf8');
  return /^cluster\.id=(.+)$/m.exec(properties)?.[1];
}

async function allGone(pids: number[]): Promise<void> {
  const gone = async () => pids.every((pid) => !isAlive(pid));
  expect(await waitUntil(gone, { everyMs: 20, withinMs: 5_000 })).toBe('yes');
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

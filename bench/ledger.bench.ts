import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { inspectMachine } from '../tools/infra/machine-facts.js';
import { freePorts } from '../tools/infra/free-port.js';
import { startDatabase } from '../tools/infra/parts.js';
import { verifyLedger } from '../tools/parley/consent/verify-ledger.js';
import { environment } from '../tools/parley/environment.js';
import type { House } from '../tools/parley/platform/house-database.js';
import { migrateAll } from '../tools/parley/platform/migrations.js';
import { projectRoot } from '../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../tools/parley/platform/throw-away-dir.js';
import { fillLedger } from './ledger/fill-ledger.js';
import { machine } from './machine.js';

/*
 * How fast the whole consent ledger is verified as `parley consent verify` does it, in one process with an
 * embedded PostgreSQL beside it: `npm run bench:ledger -- --json`.
 */

const GOAL = 50_000;

interface Options {
  json: boolean;
  entries: number;
  rounds: number;
}

async function main(): Promise<void> {
  const options = readOptions();
  const dir = await throwAwayDir(resolve(projectRoot(), '.parley'), 'bench-ledger');
  try {
    const [kafka, kafkaController, postgres] = await freePorts(3);
    const database = await startDatabase('embedded', {
      dataDir: dir.path,
      machine: await inspectMachine(environment, dir.path),
      environment,
      ports: { kafka: kafka!, kafkaController: kafkaController!, postgres: postgres! },
      durability: 'safe',
      progress: () => undefined,
      signal: new AbortController().signal,
    });
    try {
      await migrateAll(database.address);
      say(`filling in ${options.entries} entries`);
      const house = { databaseUrl: database.address, pepper: 'bench' };
      const entries = await fillLedger(house, options.entries);
      const result = { bench: 'ledger', ...machine(), ...(await rounds(house, entries, options)) };
      process.stdout.write(`${JSON.stringify(result, undefined, options.json ? undefined : 2)}\n`);
    } finally {
      await database.stop();
    }
  } finally {
    await dir.remove();
  }
}

/** Every round counts, the first one with cold caches too: nobody verifies a ledger twice in a row. */
async function rounds(house: House, filled: number, options: Options): Promise<Record<string, unknown>> {
  const rates: number[] = [];
  const cores: number[] = [];
  let subscribers = 0;
  for (let round = 0; round < options.rounds; round++) {
    const before = process.cpuUsage();
    const found = await verifyLedger(house);
    const { user, system } = process.cpuUsage(before);
    if (found.entries !== filled || found.broken.length > 0) throw new Error('a ledger just made is broken');
    subscribers = found.subscribers;
    rates.push(Math.round((1_000 * found.entries) / found.milliseconds));
    cores.push(Number(((user + system) / 1_000 / found.milliseconds).toFixed(2)));
    say(`${rates.at(-1)} entries/s, ${cores.at(-1)} cores`);
  }
  const sorted = rates.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  return {
    entries: filled,
    subscribers,
    entriesPerSecond: { min: sorted[0], median, max: sorted.at(-1), rounds: rates },
    coresOfTheProcess: cores,
    goal: { goal: GOAL, met: median >= GOAL },
  };
}

function readOptions(): Options {
  return new Command('npm run bench:ledger --')
    .description('Fills a ledger through the append path of the service and verifies all of it.')
    .option('--json', 'end with one line of JSON', false)
    .option('--entries <n>', 'at least so many', whole, 200_000)
    .option('--rounds <n>', 'verifications', whole, 5)
    .parse()
    .opts<Options>();
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number above 0.');
  return value;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KafkaConfigPort } from '@parley/config';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { Bar } from '../terminal/bar.js';
import { deactivateFile } from './deactivate-file.js';
import { EventSender } from './event-sender.js';
import { importFile, type Reject } from './import-file.js';
import { proofLines } from './proof-lines.js';
import { publishedVersions } from './published-versions.js';
import { proveConsent } from './prove.js';
import { sealedTextsOf } from './sealed-texts.js';
import { verifyLedger } from './verify-ledger.js';

interface Options {
  readonly json?: boolean;
  readonly dataDir: string;
}

interface VerifyOptions extends Options {
  /** Compare with what was published, so that people who were removed as a whole are found too. */
  readonly kafka: boolean;
}

interface FileOptions extends Options {
  readonly sender?: string;
  readonly program?: string;
  readonly action?: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
}

const DEFAULT_COUNTRY = 'US';
const MOST_SHOWN = 20;
const count = (of: number): string => of.toLocaleString('en-US');

const platformOf = (context: CommandContext, { dataDir }: Options): Promise<RunningPlatform> =>
  RunningPlatform.find(resolve(dataDir), context.environment);

/** `parley consent prove <number>`; ends with 1 when the chain is broken. */
export async function prove(context: CommandContext, number: string, options: Options): Promise<void> {
  const { terminal } = context;
  const platform = await platformOf(context, options);
  const subscriber = e164Of(number);
  const texts = await sealedTextsOf(platform, subscriber, platform.keyring);
  const proof = await proveConsent(platform, subscriber, texts);
  if (!proof.verdict.ok) process.exitCode = 1;
  if (options.json) return terminal.print(JSON.stringify(proof, null, 2));
  for (const line of proofLines(proof, terminal.colors)) terminal.print(line);
}

/** `parley consent verify`; ends with 1 when a chain is broken. */
export async function verify(context: CommandContext, options: VerifyOptions): Promise<void> {
  const { terminal } = context;
  const platform = await platformOf(context, options);
  const bar = new Bar(terminal);
  // Before the ledger is read: what is published was committed, so the ledger may only be newer.
  const published = options.kafka ? await publishedVersions(kafkaClient(platform.kafkaBrokers)) : undefined;
  const found = await verifyLedger(
    platform,
    (entries, about) => bar.show(entries / Math.max(entries, about, 1), `${count(entries)} entries`),
    published,
  );
  bar.end();
  const { subscribers, entries, broken, milliseconds } = found;
  if (broken.length > 0) process.exitCode = 1;
  const perSecond = Math.round(entries / (milliseconds / 1000));
  if (options.json) return terminal.print(JSON.stringify({ ...found, perSecond }, null, 2));
  for (const { subscriber, code, message } of broken.slice(0, MOST_SHOWN)) {
    terminal.print(`${terminal.colors.red(code)} ${subscriber} ${message}`);
  }
  if (broken.length > MOST_SHOWN) terminal.print(`… and ${count(broken.length - MOST_SHOWN)} more (--json)`);
  const sum = `${count(entries)} entries of ${count(subscribers)} people in ${(milliseconds / 1000).toFixed(1)} s (${count(perSecond)}/s)`;
  const { green, red } = terminal.colors;
  terminal.print(
    broken.length === 0
      ? green(`✓ ${sum}: all as they were written`)
      : red(`✗ ${sum}: ${count(broken.length)} broken`),
  );
}

/** `parley consent import <file>`; ends with 1 when a row was not taken. */
export async function importConsents(
  context: CommandContext,
  file: string,
  options: FileOptions,
): Promise<void> {
  const { terminal } = context;
  const path = resolve(file);
  const size = await sizeOf(path);
  const bar = new Bar(terminal);
  const imported = await withSender(context, options, (config, sender) =>
    importFile({
      path,
      rejectsFile: resolve(options.rejects ?? `${path.replace(/\.csv$/i, '')}.rejects.csv`),
      defaults: options,
      config,
      sender,
      nowMs: Date.now(),
      onProgress: (bytes, rows) => bar.show(bytes / Math.max(size, 1), `${count(rows)} rows`),
    }),
  );
  bar.end();
  if (imported.rejected > 0) process.exitCode = 1;
  if (options.json) return terminal.print(JSON.stringify(imported, null, 2));
  printRejects(context, imported.rejects);
  const { rows, taken, rejected, rejectsFile } = imported;
  const done = options.dryRun ? 'good' : 'asked for';
  terminal.print(`${count(rows)} rows: ${count(taken)} ${done}, ${count(rejected)} not taken.`);
  if (rejectsFile !== undefined)
    terminal.print(`Rows that were not taken are in ${rejectsFile}: mend and import it.`);
}

/** `parley consent deactivate <file>`; ends with 1 when a line holds no number. */
export async function deactivate(context: CommandContext, file: string, options: FileOptions): Promise<void> {
  const { terminal } = context;
  const path = resolve(file);
  await sizeOf(path);
  const done = await withSender(context, options, (config, sender) =>
    deactivateFile({
      path,
      senders: [...config.senders.keys()],
      preferences: [...config.preferences.keys()],
      country: [...config.senders.values()][0]?.country ?? DEFAULT_COUNTRY,
      sender,
      nowMs: Date.now(),
    }),
  );
  if (done.rejects.length > 0) process.exitCode = 1;
  if (options.json) return terminal.print(JSON.stringify(done, null, 2));
  printRejects(context, done.rejects.slice(0, MOST_SHOWN));
  const what = options.dryRun ? 'would end' : 'end';
  terminal.print(`${count(done.numbers)} numbers: their consents ${what} on every sender; no text is sent.`);
}

function printRejects(
  { terminal }: CommandContext,
  rejects: readonly (Reject | { line: number; code: string; message: string })[],
): void {
  for (const { line, code, message } of rejects) {
    terminal.print(`line ${line}: ${terminal.colors.yellow(code)} ${message}`);
  }
}

type Config = Awaited<ReturnType<KafkaConfigPort['current']>>;

/** Reads the configuration, and opens a sender unless it is a dry run. */
async function withSender<T>(
  context: CommandContext,
  options: FileOptions,
  work: (config: Config, sender: EventSender | undefined) => Promise<T>,
): Promise<T> {
  const platform = await platformOf(context, options);
  const kafka = kafkaClient(platform.kafkaBrokers);
  const config = await new KafkaConfigPort(kafka).current();
  if (options.dryRun) return work(config, undefined);
  const sender = await EventSender.open(kafka, platform.pepper);
  try {
    return await work(config, sender);
  } finally {
    await sender.close();
  }
}

/** In bytes. Throws ParleyError FILE_MISSING. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw failure.noSuchFile(path);
  return found.size;
}

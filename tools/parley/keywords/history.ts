import { changesOf, findVersion, printPlan, readVersions } from '@parley/config';
import type { ConfigApplied } from '@parley/contracts';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';

export interface HistoryOptions {
  readonly context: CommandContext;
  readonly dataDir: string;
  /** All versions when absent. */
  readonly revision: string | undefined;
  /** The whole file as it was applied. */
  readonly text: boolean;
  readonly json: boolean;
}

const SIGNS = { add: '+', change: '~', remove: '-' } as const;

/**
 * Prints the versions as applied, newest first, or one of them: what it changed, or its whole text.
 *
 * @throws ParleyError VERSION_UNKNOWN, NOT_RUNNING
 */
export async function showHistory({ context, dataDir, revision, text, json }: HistoryOptions): Promise<void> {
  const { terminal, environment } = context;
  const { kafkaBrokers } = await RunningPlatform.find(dataDir, environment);
  const versions = await readVersions(kafkaClient(kafkaBrokers));
  if (revision === undefined) {
    const newestFirst = versions.toReversed();
    if (json) return terminal.print(JSON.stringify(newestFirst.map(withoutText), null, 2));
    if (versions.length === 0)
      terminal.print('Nothing was applied yet: "npx parley apply" keeps a version each time.');
    for (const version of newestFirst) terminal.print(lineOf(version));
    return;
  }
  const version = findVersion(versions, revision);
  if (version === undefined) throw failure.versionUnknown(revision);
  const changes = changesOf(versions, version);
  if (json) return terminal.print(JSON.stringify({ ...version, diff: changes ?? null }, null, 2));
  if (text) return terminal.write(version.text.endsWith('\n') ? version.text : `${version.text}\n`);
  terminal.print(lineOf(version));
  if (changes) return terminal.write(printPlan(changes, { color: terminal.colors.isColorSupported }));
  for (const { action, kind, key } of version.changes) terminal.print(`${SIGNS[action]} ${kind} ${key}`);
}

function lineOf({ revision, file, changes, by, reason }: ConfigApplied): string {
  const count = (action: keyof typeof SIGNS): string =>
    `${SIGNS[action]}${changes.filter((change) => change.action === action).length}`;
  const keywords = changes.filter(({ kind }) => kind === 'keyword').length;
  const counts = [count('add'), count('change'), count('remove')].join(' ');
  const why = [by, reason].filter((part) => part !== undefined).join(': ');
  return `${revision}  ${counts}  ${keywords} of them keywords  ${file}${why === '' ? '' : `  ${why}`}`;
}

function withoutText({ text: _text, ...rest }: ConfigApplied): Omit<ConfigApplied, 'text'> {
  return rest;
}

import { configApplied, type ConfigApplied } from '@parley/contracts';
import { readRecords, stretchesOf, type KafkaClient } from '@parley/messaging';
import { parseParleyFile } from './parse-parley-file.js';
import { plan, type Change } from './plan.js';
import type { ConfigSnapshot } from './config-snapshot.js';

const NOTHING: ConfigSnapshot = {
  senders: new Map(),
  programs: new Map(),
  preferences: new Map(),
  keywords: new Map(),
  flows: new Map(),
  webhooks: new Map(),
};

/** Every parley.yaml that was applied, oldest first. */
export async function readVersions(kafka: KafkaClient): Promise<ConfigApplied[]> {
  const versions = new Map<string, ConfigApplied>();
  await readRecords(kafka, await stretchesOf(kafka, configApplied.topic), ({ value }) => {
    const version = configApplied.schema.safeParse(JSON.parse(value?.toString() ?? 'null')).data;
    if (version) versions.set(version.revision, version);
  });
  return [...versions.values()].sort((a, b) => (a.appliedAt < b.appliedAt ? -1 : 1));
}

/** The version that a revision, its beginning or its last part names; `latest` is the last. */
export function findVersion(versions: readonly ConfigApplied[], name: string): ConfigApplied | undefined {
  if (name === 'latest') return versions.at(-1);
  const named = versions.filter(({ revision }) => revision.startsWith(name) || revision.endsWith(`-${name}`));
  return named.length === 1 ? named[0] : undefined;
}

/**
 * The latest version, where it stands above a file that was applied before and is as it was: published at the console
 * since, or applied from another file. Undefined where applying the file takes back nobody's work.
 */
export function standsAbove(
  versions: readonly ConfigApplied[],
  { file, text }: Pick<ConfigApplied, 'file' | 'text'>,
): ConfigApplied | undefined {
  const latest = versions.at(-1);
  if (latest === undefined || latest.text === text) return undefined;
  const isOfOthers = latest.by !== undefined || latest.file !== file;
  return isOfOthers && versions.some((each) => each.text === text) ? latest : undefined;
}

/**
 * What a version changed against the one before it, field by field; undefined where one of the two is no longer a file
 * that this release takes.
 */
export function changesOf(versions: readonly ConfigApplied[], version: ConfigApplied): Change[] | undefined {
  return differencesBetween(versions[versions.indexOf(version) - 1], version);
}

/** From one version, or from nothing, to another; undefined as above. */
export function differencesBetween(
  before: ConfigApplied | undefined,
  after: ConfigApplied,
): Change[] | undefined {
  const [was, is] = [before === undefined ? NOTHING : declared(before), declared(after)];
  return was && is && plan(was, is);
}

function declared({ text, file }: ConfigApplied): ConfigSnapshot | undefined {
  const parsed = parseParleyFile(text, file);
  return parsed.ok ? parsed.declared : undefined;
}

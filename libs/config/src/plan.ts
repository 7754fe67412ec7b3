import { isDeepStrictEqual } from 'node:util';
import type { ConfigSnapshot } from './config-snapshot.js';

/** In the order in which they depend on each other. */
export const configKinds = ['sender', 'program', 'preference', 'keyword', 'flow', 'webhook'] as const;
export type ConfigKind = (typeof configKinds)[number];

export type ConfigData = Readonly<Record<string, unknown>>;

/** One field that is not what it was; undefined stands for absent. */
export interface FieldDifference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface Named {
  readonly kind: ConfigKind;
  /** The Kafka key: `12345`, `sweater-club`, `12345/DISCOUNT`. */
  readonly key: string;
  readonly fields: readonly FieldDifference[];
}

export type Change = Named &
  (
    | { readonly action: 'add'; readonly after: ConfigData }
    | { readonly action: 'change'; readonly before: ConfigData; readonly after: ConfigData }
    | { readonly action: 'remove'; readonly before: ConfigData }
  );

/** What must change for `next` to stand where `previous` stands; nothing for what is the same already. */
export function plan(previous: ConfigSnapshot, next: ConfigSnapshot): Change[] {
  return configKinds.flatMap((kind) => {
    const before = byKey(previous, kind);
    const after = byKey(next, kind);
    const keys = [...after.keys(), ...[...before.keys()].filter((key) => !after.has(key))];
    return keys.flatMap((key) => changeOf(kind, key, before.get(key), after.get(key)));
  });
}

function changeOf(kind: ConfigKind, key: string, before?: ConfigData, after?: ConfigData): Change[] {
  const fields = differences(before ?? {}, after ?? {});
  const named = { kind, key, fields };
  if (before === undefined) return after === undefined ? [] : [{ ...named, action: 'add', after }];
  if (after === undefined) return [{ ...named, action: 'remove', before }];
  return fields.length === 0 ? [] : [{ ...named, action: 'change', before, after }];
}

function differences(before: ConfigData, after: ConfigData): FieldDifference[] {
  const fields = [...Object.keys(after), ...Object.keys(before).filter((field) => !(field in after))];
  return fields
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter((difference) => !isDeepStrictEqual(difference.before, difference.after));
}

/** The data without what apply adds; what was removed before counts as absent. */
function byKey(snapshot: ConfigSnapshot, kind: ConfigKind): Map<string, ConfigData> {
  const found = new Map<string, ConfigData>();
  for (const [key, data] of snapshot[`${kind}s`]) {
    const { revision: _revision, removed, ...declared } = data as ConfigData;
    if (removed !== true) found.set(key, declared);
  }
  return found;
}

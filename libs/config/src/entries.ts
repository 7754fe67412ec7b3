import type { z } from 'zod';
import {
  sections,
  type FlowEntry,
  type KeywordEntry,
  type PreferenceEntry,
  type ProgramEntry,
  type SenderEntry,
  type WebhookEntry,
} from './parley-file.schema.js';
import type { Path } from './problem.js';

/** An entry of a section and where it stands. */
export interface Entry<T> {
  readonly path: Path;
  readonly value: T;
}

type Section = keyof typeof sections;

/**
 * What of the file can be understood: the entries whose shape is right, so that one mistake does not hide
 * the others, and every declared name, so that a reference to a faulty entry is no second problem.
 */
export interface Entries {
  readonly brand: string | undefined;
  readonly senders: readonly Entry<SenderEntry>[];
  readonly programs: readonly Entry<ProgramEntry>[];
  readonly preferences: readonly Entry<PreferenceEntry>[];
  readonly keywords: readonly Entry<KeywordEntry>[];
  readonly flows: readonly Entry<FlowEntry>[];
  readonly webhooks: readonly Entry<WebhookEntry>[];
  readonly names: Readonly<
    Record<
      'senders' | 'programs' | 'preferences' | 'flows' | 'coupons' | 'webhooks',
      readonly Entry<string>[]
    >
  >;
}

/** `written` gives a scalar as it was typed: a name without its quotes is still that name. */
export function readEntries(data: unknown, written: (path: Path) => string | undefined): Entries {
  const brand = fieldOf(data, 'brand');
  return {
    brand: typeof brand === 'string' ? brand : undefined,
    senders: readable(data, 'senders', sections.senders),
    programs: readable(data, 'programs', sections.programs),
    preferences: readable(data, 'preferences', sections.preferences),
    keywords: readable(data, 'keywords', sections.keywords),
    flows: readable(data, 'flows', sections.flows),
    webhooks: readable(data, 'webhooks', sections.webhooks),
    names: {
      senders: namesOf(data, 'senders', 'sender', written),
      programs: namesOf(data, 'programs', 'program', written),
      preferences: namesOf(data, 'preferences', 'preference', written),
      flows: namesOf(data, 'flows', 'flow', written),
      coupons: namesOf(data, 'coupons', 'pool', written),
      webhooks: namesOf(data, 'webhooks', 'webhook', written),
    },
  };
}

function readable<S extends z.ZodType>(data: unknown, section: Section, schema: S): Entry<z.infer<S>>[] {
  return listOf(data, section).flatMap((raw, index) => {
    const parsed = schema.safeParse(raw);
    return parsed.success ? [{ path: [section, index], value: parsed.data }] : [];
  });
}

function namesOf(
  data: unknown,
  section: Section,
  field: string,
  written: (path: Path) => string | undefined,
): Entry<string>[] {
  return listOf(data, section).flatMap((raw, index) => {
    const path = [section, index, field];
    const name = fieldOf(raw, field);
    const value = typeof name === 'string' ? name : written(path);
    return value === undefined ? [] : [{ path, value }];
  });
}

function listOf(data: unknown, section: Section): readonly unknown[] {
  const list = fieldOf(data, section);
  return Array.isArray(list) ? list : [];
}

function fieldOf(data: unknown, field: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[field] : undefined;
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as contracts from './index.js';
import { events } from './events.js';
import type { EventDefinition } from './event-definition.js';

const each = events.map((event) => [event.topic, event] as const);

describe('every event', () => {
  it.each(each)('%s is named parley.<noun>.<past verb or noun>.v<n>', (topic, event) => {
    expect(topic).toMatch(/^parley\.[a-z]+(\.[a-z]+)?\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/);
    expect(topic.endsWith(`.v${event.version}`)).toBe(true);
    expect(event.type).toBe(topic);
  });

  it.each(each)('%s has an owner that writes or reads it, and says who else does', (_, event) => {
    expect(event.producers.length).toBeGreaterThan(0);
    expect(event.consumers.length).toBeGreaterThan(0);
    expect([...event.producers, ...event.consumers]).toContain(event.owner);
    expect(event.owner).not.toBe('other');
    expect(new Set(event.producers).size).toBe(event.producers.length);
    expect(new Set(event.consumers).size).toBe(event.consumers.length);
  });

  it.each(each)('%s has an example that is read as it was written', (_, event) => {
    expect(event.schema.parse(event.example)).toEqual(event.example);
  });

  it.each(each)('%s is keyed by its subscriber, or by the name of what is configured', (_, event) => {
    const fields = Object.keys(event.schema.shape);
    expect(fields.includes('subscriber')).toBe(event.key === 'subscriber');
    expect(event.key === 'name').toBe(/^parley\.(config|campaign|sender)\./.test(event.topic));
  });

  it.each(each)('%s is kept for a time, or compacted for ever', (_, event) => {
    if (event.cleanup === 'compact') expect(event.retentionMs).toBeUndefined();
    else expect(event.retentionMs).toBeGreaterThanOrEqual(24 * 60 * 60 * 1000);
  });

  it.each(each)('%s drops what newer producers add, at every depth', (_, event) => {
    expect(event.schema.parse(withUnknownFields(event.example))).toEqual(event.example);
  });

  it.each(each)('%s refuses what lacks a required field', (_, event) => {
    for (const field of requiredFields(event)) {
      const { [field]: _dropped, ...rest } = event.example;
      expect(event.schema.safeParse(rest).success).toBe(false);
    }
  });
});

describe('the list of events', () => {
  it('holds each topic once', () => {
    expect(new Set(events.map(({ topic }) => topic)).size).toBe(events.length);
  });

  it('holds the event of every file, and the door gives it out', () => {
    const files = readdirSync(join(__dirname, 'events')).filter((file) => file.endsWith('.event.ts'));
    const exported = new Set<unknown>(Object.values(contracts));
    const named = files.map((file) =>
      file.replace('.event.ts', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(files).toHaveLength(events.length);
    for (const event of events) expect(exported).toContain(event);
    for (const name of named) expect(events).toContain((contracts as Record<string, unknown>)[name]);
  });
});

const UNKNOWN = { addedByANewerProducer: { deeply: [1] } };

function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withUnknownFields(field)]);
  return { ...Object.fromEntries(fields), ...UNKNOWN };
}

function requiredFields(event: EventDefinition): string[] {
  return (contracts.payloadSchema(event)['required'] ?? []) as string[];
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { events } from './events.js';

/** Payloads that producers have written: they must be readable for as long as their version lives. */
type Payloads = Record<'typical' | 'minimal' | 'maximal', unknown> & Record<string, unknown>;

const frozen = events.map((event) => {
  const name = event.topic.replace(/^parley\.|\.v\d+$/g, '');
  const path = join(__dirname, `../fixtures/v${event.version}/${name}`);
  const payloads = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Payloads;
  const schema = JSON.parse(readFileSync(`${path}.schema.json`, 'utf8')) as Record<string, object>;
  return [event.topic, { event, payloads, schema }] as const;
});

describe('the frozen payloads', () => {
  it.each(frozen)('%s: today reads all of them, and loses no field', (_, { event, payloads }) => {
    for (const [name, payload] of Object.entries(payloads)) {
      const parsed = event.schema.safeParse(payload);
      expect([name, parsed.error?.issues ?? []]).toEqual([name, []]);
      expect(parsed.data).toMatchObject(payload as object);
    }
  });

  it.each(frozen)(
    '%s: they are of the frozen schema, from the least to the most',
    (_, { payloads, schema }) => {
      const accepts = new Ajv({ strict: false, validateFormats: false }).compile(schema);
      for (const [name, payload] of Object.entries(payloads))
        expect([name, accepts(payload)]).toEqual([name, true]);
      expect(Object.keys(payloads.minimal as object).sort()).toEqual(
        [...(schema['required'] as string[])].sort(),
      );
      expect(Object.keys(payloads.maximal as object).sort()).toEqual(
        Object.keys(schema['properties'] ?? {}).sort(),
      );
    },
  );

  it.each(frozen)('%s: a schema that lost a field would be found out', (_, { event, payloads }) => {
    for (const field of Object.keys(event.schema.shape)) {
      const { [field]: _lost, ...shape } = event.schema.shape;
      const parsed = z.object(shape).safeParse(payloads.maximal);
      expect(parsed.data).not.toHaveProperty(field);
      expect(payloads.maximal).toHaveProperty(field);
    }
  });
});

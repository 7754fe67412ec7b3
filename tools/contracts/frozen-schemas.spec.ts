import { join } from 'node:path';
import { events } from '@parley/contracts';
import { z } from 'zod';
import { brokenPromises, frozenSchema } from './frozen-schemas.js';

const ROOT = join(__dirname, '../..');

describe('the frozen schemas', () => {
  it.each(events.map((event) => [event.topic, event] as const))(
    'has one for %s: if not, run `npm run generate -- --freeze`',
    (_, event) => {
      expect(frozenSchema(ROOT, event)).toMatchObject({ title: event.topic });
    },
  );

  it('are kept: nothing of them was broken', () => {
    expect(brokenPromises(ROOT, events)).toEqual([]);
  });

  it('find out an event that lost a field', () => {
    for (const event of events) {
      for (const field of Object.keys(event.schema.shape)) {
        const { [field]: _lost, ...shape } = event.schema.shape;
        const poorer = { ...event, schema: z.object(shape) };
        expect(brokenPromises(ROOT, [poorer])).toEqual([`${event.topic}.${field}: the field was removed`]);
      }
    }
  });
});

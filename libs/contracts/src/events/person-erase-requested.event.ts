import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, instant } from '../vocabulary.js';

/** A person whose words and habits shall be forgotten; opt-outs and the ledger's proof stay. */
export const personEraseRequested = defineEvent({
  name: 'person.erase-requested',
  version: 1,
  summary:
    'Forget a person: every service destroys what it holds of them and tells so by person.erased; opt-outs and the proof of consent stay.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'other'],
  consumers: ['keyword-router', 'subscriptions', 'dispatcher', 'console'],
  lanes: {
    'keyword-router': 'erasures',
    subscriptions: 'erasures',
    dispatcher: 'erasures',
    console: 'erasures',
  },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    by: z.string().min(1).max(80).optional().meta({ description: 'Who asks for it' }),
    why: z
      .string()
      .min(1)
      .max(240)
      .optional()
      .meta({ description: 'On what grounds; nothing of the person' }),
    requestedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    by: 'privacy-desk',
    why: 'request 2026-118',
    requestedAt: '2026-11-26T15:00:00.000Z',
  },
});

export type PersonEraseRequested = DataOf<typeof personEraseRequested>;

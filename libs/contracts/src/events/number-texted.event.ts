import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { e164, poolNumber, senderAddress } from '../vocabulary.js';

/** A person wrote to a number of a pool. Said for pools alone; the text itself is mo.received. */
export const numberTexted = defineEvent({
  name: 'number.texted',
  version: 1,
  summary: 'A person texted this number of a pool: what is sent to them goes from it now.',
  owner: 'keyword-router',
  producers: ['keyword-router'],
  consumers: ['dispatcher'],
  lanes: { dispatcher: 'orders' },
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    sender: senderAddress,
    number: poolNumber,
  }),
  example: { subscriber: '+14155550101', sender: 'WARM', number: '+14155550100' },
});

export type NumberTexted = DataOf<typeof numberTexted>;

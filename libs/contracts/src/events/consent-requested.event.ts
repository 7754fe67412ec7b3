import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { consentSource, e164, eventId, instant, senderAddress, slug, textedNumber } from '../vocabulary.js';

/** Another service asks for a change of consent: a web sign-up, a revocation by e-mail or voice. */
export const consentRequested = defineEvent({
  name: 'consent.requested',
  version: 1,
  summary: 'Another service asks for an opt-in or an opt-out; the same rules decide as for a text.',
  owner: 'subscriptions',
  producers: ['keyword-router', 'subscriptions', 'parley-cli', 'other', 'console'],
  consumers: ['subscriptions'],
  key: 'subscriber',
  cleanup: 'delete',
  schema: z.object({
    subscriber: e164,
    sender: senderAddress,
    program: slug.optional().meta({ description: 'Absent with opt_out: everything on the sender' }),
    action: z.enum(['opt_in', 'opt_out']),
    source: consentSource.extract(['web_form', 'api', 'import', 'email', 'voice', 'deactivation']),
    disclosure: z
      .object({ text: z.string().min(1), version: z.string().min(1) })
      .optional()
      .meta({ description: 'The words the person agreed to, verbatim' }),
    mo: z
      .object({
        moId: eventId,
        text: z.string().max(4096).optional().meta({ description: 'As the person wrote it' }),
        rule: z.string().min(1).max(200).meta({ description: 'What read it so, as <rule>@<version>' }),
        number: textedNumber,
      })
      .optional()
      .meta({
        description:
          'The text from the phone that a flow asks after: the proof in the ledger, whose source is then the phone',
      }),
    requestedAt: instant,
  }),
  example: {
    subscriber: '+14155550101',
    sender: '12345',
    program: 'sweater-club',
    action: 'opt_in',
    source: 'web_form',
    disclosure: { text: 'Text me about sweaters. Msg & data rates may apply.', version: '2026-11' },
    requestedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type ConsentRequested = DataOf<typeof consentRequested>;

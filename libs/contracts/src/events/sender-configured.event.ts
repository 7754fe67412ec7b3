import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { duration } from '../flow-step.js';
import { carrierId, poolNumber, senderAddress, slug } from '../vocabulary.js';

const text = z.string().min(1).max(640);

const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'not a time of day such as 08:00 or 24:00');

const marketingHours = z.object({
  region: z
    .string()
    .regex(/^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/, 'not a region such as US-FL, a country such as US, or *')
    .meta({ description: 'ISO 3166-2 region, country, or * for all that nothing else names' }),
  days: z
    .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
    .min(1)
    .optional()
    .meta({ description: 'All days when absent; a day in no row of its region is closed' }),
  from: timeOfDay,
  until: timeOfDay.meta({ description: 'Not this minute any more' }),
});

const carriers = z
  .array(
    z.object({
      carrier: carrierId,
      weight: z
        .int()
        .min(1)
        .max(1000)
        .meta({ description: 'What share of the texts it gets, beside the others' }),
    }),
  )
  .min(2)
  .max(8);

const segmentsPerSecond = z.number().positive().max(100000).meta({
  description: "The contract's pace in segments/s; never exceeded, whatever the number of replicas",
});

const segmentsPerDay = z.int().min(1).max(1_000_000_000).optional().meta({
  description:
    "The contract's cap in segments a day; 5% of it are kept for replies. Without a cap when absent",
});

/** A number of a pool: what its texts leave from, and the contract that paces them. */
const numberOfPool = z.object({
  number: poolNumber,
  carrier: carrierId.meta({ description: 'Whoever takes its texts: a folder of libs/carriers' }),
  carriers: carriers
    .optional()
    .meta({ description: 'Several carriers for this number, each with its weight' }),
  segmentsPerSecond,
  segmentsPerDay,
});

/** A name of the IANA database; an offset such as +02:00 is none, as it knows no summer. */
function isTimeZone(name: string): boolean {
  try {
    return /^[A-Z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** One of our numbers: its carrier and the contract that paces it. */
export const senderConfigured = defineEvent({
  name: 'config.sender',
  version: 1,
  summary: 'A sender: its carrier, its contract in segments/s, its HELP and fallback texts.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'console'],
  consumers: ['ingest', 'keyword-router', 'subscriptions', 'dispatcher', 'console'],
  key: 'name',
  cleanup: 'compact',
  schema: z.object({
    sender: senderAddress,
    revision: z.string().meta({ description: 'Which application of parley.yaml it comes from' }),
    carrier: carrierId.meta({ description: 'Whoever takes our MT: a folder of libs/carriers' }),
    carriers: carriers.optional().meta({
      description:
        'Several carriers for this sender, each with its weight; `carrier` is then the one with the greatest',
    }),
    tenant: slug.default('default').meta({ description: 'Whose sender it is' }),
    brand: z.string().min(1).max(80).meta({ description: 'Who is texting, as people know it' }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'not an ISO 3166 country code of two capitals, such as US')
      .default('US')
      .meta({ description: 'ISO 3166 country for local numbers' }),
    segmentsPerSecond,
    segmentsPerDay,
    dayZone: z
      .string()
      .min(1)
      .max(64)
      .refine(isTimeZone, 'not an IANA time zone such as America/New_York')
      .optional()
      .meta({ description: 'The IANA time zone of that day, such as America/Los_Angeles; UTC when absent' }),
    beyondDay: z.enum(['wait', 'refuse']).optional().meta({
      description: "What a text beyond the day's cap does: waits for the next (when absent), or not",
    }),
    helpText: text.meta({ description: 'Answers HELP: the brand and a contact' }),
    optOutText: text
      .optional()
      .meta({ description: 'Confirms a STOP that ends everything; the last text, without marketing' }),
    optInText: text.optional().meta({ description: 'Confirms START after a STOP' }),
    fallbackText: text.optional().meta({ description: 'Answers a text that nothing matched' }),
    support: z
      .boolean()
      .optional()
      .meta({ description: 'True: a text that nothing matched opens a case for people' }),
    supportIdle: duration
      .optional()
      .meta({ description: 'A case without a word for this long is closed; 1 day when absent' }),
    fuzzyOptOut: z.enum(['ask', 'opt_out', 'off']).optional().meta({
      description:
        'What a near-miss of STOP (STPO, STOOP) does: asks back (when absent), opts out, or nothing',
    }),
    optOutScope: z.enum(['conversation', 'sender']).optional().meta({
      description:
        'How far a STOP reaches on a sender with several programs: the program of the conversation (when absent), or all',
    }),
    marketingHours: z.array(marketingHours).max(200).optional().meta({
      description:
        "When marketing may go, by the person's own clock; the rows of a region replace those that Parley has",
    }),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, 'not an ISO 3166 country code of two capitals, such as US'))
      .min(1)
      .optional()
      .meta({ description: 'Only numbers of these countries are texted; all when absent' }),
    velocity: z
      .object({
        digits: z.int().min(1).max(14).meta({ description: 'How many digits of the number make a prefix' }),
        most: z.int().min(1).meta({ description: 'The most texts to one prefix within that time' }),
        within: duration.meta({ description: 'A sliding time of at most a day, in steps of a minute' }),
        mostPerDay: z.int().min(1).optional().meta({ description: 'The most to one prefix in 24 hours' }),
      })
      .optional()
      .meta({
        description:
          'Holds off pumping: what other services send to numbers of one prefix, replies not counted',
      }),
    loopGuard: z
      .object({
        times: z
          .int()
          .min(1)
          .max(100)
          .meta({ description: 'How often the same text may go to the same person' }),
        within: duration.meta({ description: 'A sliding time of at most a day' }),
      })
      .optional()
      .meta({
        description:
          'Refuses what is sent again and again, whoever asks for it; 20 times in 5 minutes when absent',
      }),
    loopGuardOff: z.boolean().optional().meta({ description: 'True: nothing is refused for being a loop' }),
    smartEncoding: z.boolean().optional().meta({
      description:
        'Look-alikes (curly quotes, dashes, the ellipsis) become GSM-7 where that makes the whole text GSM-7; true when absent',
    }),
    maxSegments: z.int().min(1).max(255).optional().meta({
      description:
        'The most segments that a text may take; a longer one is refused as TOO_LONG; no limit when absent',
    }),
    numbers: z.array(numberOfPool).min(1).max(1000).optional().meta({
      description:
        'Makes the sender a pool of numbers; `carrier` is then one of theirs, `segmentsPerSecond` what they have together',
    }),
    removed: z.boolean().optional().meta({ description: 'True: the sender was taken out of parley.yaml' }),
  }),
  example: {
    sender: '12345',
    revision: '2026-11-20T15:00:00.000Z-1',
    carrier: 'simulator',
    tenant: 'default',
    brand: 'Warm Sweaters',
    country: 'US',
    segmentsPerSecond: 100,
    helpText: 'Warm Sweaters: help at 1-800-555-0100. Msg & data rates may apply. Reply STOP to end.',
  },
});

export type SenderConfigured = DataOf<typeof senderConfigured>;

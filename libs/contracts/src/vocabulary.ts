import { z } from 'zod';

/** A subscriber's number: E.164 with its plus sign (ITU-T E.164: at most 15 digits). */
export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'not a number in E.164, such as +14155550101')
  .meta({ description: "The subscriber's number in E.164", examples: ['+14155550101'] });

/** Our number: a short code, a long code or toll-free number (E.164), or an alphanumeric sender id (≤ 11). */
export const senderAddress = z
  .string()
  .regex(
    /^(\d{3,8}|\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
    'not a short code (3 to 8 digits), a number in E.164 or an alphanumeric sender id (at most 11)',
  )
  .meta({ description: 'Our number: short code, E.164 or alphanumeric', examples: ['12345'] });

/** A number of a pool: a short code or a number in E.164, as people can text it. */
export const poolNumber = z
  .string()
  .regex(/^(\d{3,8}|\+[1-9]\d{6,14})$/, 'not a short code (3 to 8 digits) or a number in E.164')
  .meta({ description: 'A number of the pool: short code or E.164', examples: ['+14155550100'] });

/** Where the sender is a pool: the number of it that the person texted. */
export const textedNumber = poolNumber
  .optional()
  .meta({ description: 'Where the sender is a pool: the number of it that was texted' });

/** A name chosen in parley.yaml: lower-case words joined by hyphens. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'not a name of lower-case letters, digits and hyphens (at most 63)')
  .meta({ description: 'A name: lower-case letters, digits and hyphens' });

/** An instant, ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime().meta({ description: 'An instant, ISO 8601 in UTC' });

/** An event's id; every id that Parley makes is a UUIDv5 of its cause, so a replay makes it again. */
export const eventId = z.uuid().meta({ description: 'An event id (a UUID)' });

/** A text as people wrote it: at most 1,600 characters, what aggregators accept as one message. */
export const smsText = z.string().max(1600);

export const carrierId = slug.meta({ description: 'Whoever takes our MT: a folder of libs/carriers' });

export const encoding = z.enum(['gsm7', 'ucs2']);

/** A lane, an MT's priority class: P0 compliance, P1 replies, P2 transactional, P3 bulk. */
export const lane = z.enum(['compliance', 'reply', 'transactional', 'bulk']);

export const consentStateName = z.enum(['none', 'pending', 'in', 'out']);

/** Where a consent decision came from. */
export const consentSource = z.enum([
  'keyword',
  'web_form',
  'api',
  'import',
  'email',
  'voice',
  'deactivation',
  'expiry',
]);

/** The program of a consent; `*` stands for everything on the sender (a STOP that ends all). */
export const programScope = z.union([slug, z.literal('*')]);

/** What a preference holds: one of its choices, free words, a calendar day or a number. */
export const preferenceType = z.enum(['choice', 'text', 'date', 'number']);

/** The canonical value of a preference: a choice or a text as written, a day as `2001-12-31`, a number. */
export const preferenceValue = z
  .union([z.string().min(1).max(640), z.number()])
  .meta({ description: 'A choice or a text; a day as 2001-12-31; a number' });

/** Where a preference came from. */
export const preferenceSource = z.enum(['flow', 'api', 'web_form', 'import', 'agent']);

/** What webhooks can tell of, by the events' names without `parley.` and version. */
export const webhookEvent = z.enum([
  'mo.received',
  'intent.resolved',
  'consent.changed',
  'mt.status',
  'support.case.opened',
  'support.case.closed',
]);

/** The name of a secret that the environment keeps: `WEB_SHOP`. */
export const secretName = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]{0,62}$/,
    'not the name of a secret: capital letters, digits and _, such as WEB_SHOP (never the secret itself)',
  )
  .meta({ description: 'The name of a secret, never the secret', examples: ['WEB_SHOP'] });

export type WebhookEvent = z.infer<typeof webhookEvent>;
export type Lane = z.infer<typeof lane>;
export type ConsentStateName = z.infer<typeof consentStateName>;
export type ConsentSource = z.infer<typeof consentSource>;
export type PreferenceValue = z.infer<typeof preferenceValue>;

import { z } from 'zod';
import { carrierErrors, type CarrierErrorCode } from '../carrier-errors.js';

/** Where a value stands: names and list positions with dots between them, such as `results.0.id`. */
const path = z.string().regex(/^[^.]{1,64}(\.[^.]{1,64}){0,7}$/, 'must be names with dots between them');

const proof = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('address'), parameter: z.string().min(1).default('key') })
    .describe('No signature: the secret stands in the query of the address that is given to the carrier'),
  z.strictObject({ kind: z.literal('basic') }).describe('Basic credentials; the secret is `user:password`'),
  z.strictObject({ kind: z.literal('bearer') }).describe('`Authorization: Bearer <secret>`'),
  z
    .strictObject({
      kind: z.literal('hmac'),
      header: z.string().toLowerCase().describe('The header of the signature'),
      algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
      encoding: z.enum(['hex', 'base64']).default('hex'),
      prefix: z.string().default('').describe('What stands before the signature, such as `sha256=`'),
      over: z
        .string()
        .includes('{body}', { message: 'must hold {body}' })
        .default('{body}')
        .describe('What is signed, of {body}, {timestamp} and {url}'),
      timestampHeader: z.string().toLowerCase().optional().describe('A header in Unix seconds'),
      toleranceSeconds: z.int().positive().default(300),
    })
    .refine(({ over, timestampHeader }) => over.includes('{timestamp}') === (timestampHeader !== undefined), {
      message: 'timestampHeader and {timestamp} in `over` need each other',
    }),
]);

const code = z.enum(Object.keys(carrierErrors) as [CarrierErrorCode, ...CarrierErrorCode[]]);
const status = z.enum(['accepted', 'sent', 'delivered', 'undelivered', 'expired', 'rejected', 'unknown']);
const time = z.strictObject({ path, as: z.enum(['iso', 'ms', 's']) });
const entries = path
  .optional()
  .describe('Where the list of entries stands, `$` for the body itself; without it there is one entry');

/**
 * How an aggregator spells its webhooks and its send API, as it is written in the configuration of the carrier
 * `generic`; docs/carriers.md shows one.
 */
export const genericDialectSchema = z.strictObject({
  webhooks: z.strictObject({
    proof,
    body: z.enum(['json', 'form', 'query']).describe('`query`: the carrier calls by GET'),
    numbersLackPlus: z.boolean().default(false).describe('Numbers come as 14155550101'),
    answer: z
      .strictObject({ status: z.int().min(200).max(299), body: z.string().optional() })
      .default({ status: 200 }),
    mo: z.strictObject({
      entries,
      id: path,
      from: path,
      to: path,
      text: path,
      at: time.optional(),
      segments: path.optional(),
    }),
    receipt: z.strictObject({
      entries,
      id: path,
      status: path,
      reference: path.optional().describe('Our MT id; without it the address names it'),
      from: path.optional(),
      to: path.optional(),
      code: path.optional(),
      at: time.optional(),
    }),
    statuses: z.record(z.string(), status).describe("The carrier's words and ours"),
  }),
  send: z.strictObject({
    path: z.string().startsWith('/'),
    auth: z.enum(['basic', 'bearer', 'none']).describe('`basic`: accountId and token; `none`: see headers'),
    headers: z.record(z.string(), z.string()).default({}).describe('Of {accountId}, {token}'),
    body: z.enum(['json', 'form']),
    template: z
      .record(z.string(), z.json())
      .describe(
        'Of {to}, {from}, {text}, {mtId}, {callbackUrl}, {validitySeconds}, {accountId}, {token}; a value that ' +
          'is one of them alone keeps its type, and is left out where there is none',
      ),
    messageId: path,
    errorCode: path.optional(),
  }),
  errors: z.record(z.string(), code).default({}).describe("The carrier's codes and ours"),
});

export type GenericDialect = z.infer<typeof genericDialectSchema>;

/** Reads a dialect from JSON; throws one sentence that names the first thing that is wrong. */
export function genericDialect(text: string): GenericDialect {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('The dialect of the carrier "generic" must be JSON.');
  }
  const parsed = genericDialectSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the dialect';
  throw new Error(`The dialect of the carrier "generic" is wrong at ${where}: ${issue?.message}.`);
}

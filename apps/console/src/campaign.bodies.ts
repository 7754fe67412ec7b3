import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';
import type { CampaignDraft } from './domain/campaign-findings.js';

/** A list of 10,000 numbers as people write them; serve-campaign-lists.ts lets as many bytes in. */
const LONGEST_LIST_TEXT = 400_000;
const WHY = 240;

const why = z.string().trim().min(1).max(WHY);
const instant = z.iso.datetime({ offset: true }).transform((written) => new Date(written).toISOString());

const draft = z.strictObject({
  campaign: z.string().trim().min(1).max(100),
  sender: z.string().max(20),
  program: z.string().max(100),
  text: z.string().max(10_000),
  numbers: z.string().max(LONGEST_LIST_TEXT).optional(),
  sendAfter: instant.optional(),
  expiresAt: instant.optional(),
});
const start = draft.extend({ why });
const order = z.strictObject({ order: z.enum(['pause', 'resume', 'cancel']), why });

export type CampaignOrderBody = z.infer<typeof order>;

/** @throws BadRequestException CAMPAIGN_INVALID */
export const draftOf = (body: unknown): CampaignDraft => read(draft, body, 'CAMPAIGN_INVALID');

/** @throws BadRequestException CAMPAIGN_INVALID */
export const startOf = (body: unknown): CampaignDraft & { why: string } =>
  read(start, body, 'CAMPAIGN_INVALID');

/** @throws BadRequestException ORDER_INVALID */
export const orderOf = (body: unknown): CampaignOrderBody => read(order, body, 'ORDER_INVALID');

function read<T>(schema: z.ZodType<T>, body: unknown, code: string): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.'),
  );
  const message = `The request can not be taken; correct ${[...new Set(fields)].join(', ')}.`;
  throw new BadRequestException({ code, message });
}

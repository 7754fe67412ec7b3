import type { FastifyReply } from 'fastify';
import type { Refusal } from './domain/refusal.js';
import type { RefusalBody } from './refusal.body.js';

/** What a carrier is told to wait before it sends the same webhook again, in ms, where the refusal does not say. */
const RETRY_AFTER_MS = 5_000;

/** Answers a request by its refusal. */
export function turnAway(reply: FastifyReply, { status, code, message, retryAfterMs }: Refusal): void {
  const waitMs = retryAfterMs ?? (status === 503 ? RETRY_AFTER_MS : undefined);
  if (waitMs !== undefined) void reply.header('retry-after', Math.ceil(waitMs / 1_000));
  void reply.code(status).send({ code, message } satisfies RefusalBody);
}

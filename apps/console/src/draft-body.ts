import { BadRequestException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';

/** A version is one record of Kafka, whose limit is 1 MiB with what it changed; characters. */
const MOST = 500_000;
/** Of a request with such a text in it, bytes. */
const BODY_LIMIT = 2 * 1024 * 1024;

export const draftText = z.string().max(MOST);

/** @throws BadRequestException BODY_INVALID */
export function bodyOf<T>(schema: z.ZodType<T>, body: unknown, wanted: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the body'))];
  throw new BadRequestException({ code: 'BODY_INVALID', message: `${wanted} Correct ${fields.join(', ')}.` });
}

/** A parley.yaml may be longer than what other requests send; to be called before the routes are made. */
export function admitDrafts(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route: { url: string; bodyLimit?: number }) => {
      if (route.url.startsWith('/v1/config/')) route.bodyLimit = BODY_LIMIT;
    });
}

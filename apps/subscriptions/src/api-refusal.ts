import { HttpException } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { z } from 'zod';

/** What the API answers when it does not do what was asked. */
export class RefusalView {
  @ApiProperty({ example: 'PROGRAM_UNKNOWN', description: 'Stays the same between releases' }) code!: string;
  @ApiProperty({ description: 'One sentence: what is wrong and what to do' }) message!: string;
}

/** Taken: the loop decides it. */
export class AcceptedView {
  @ApiProperty({ format: 'uuid', description: "The request's event id: causeId of what comes of it" })
  id!: string;
}

export function refuse(status: 400 | 404 | 503, code: string, message: string): HttpException {
  return new HttpException({ code, message }, status);
}

export const kafkaAway = (): HttpException =>
  refuse(
    503,
    'KAFKA_UNAVAILABLE',
    'The request could not be kept; send the same one again in a few seconds.',
  );

/** A body by its schema. Throws BODY_INVALID, which names the fields and never their values. */
export function bodyOf<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the body'));
  throw refuse(
    400,
    'BODY_INVALID',
    `These fields are missing or wrong: ${[...fields].join(', ')}; see /openapi.`,
  );
}

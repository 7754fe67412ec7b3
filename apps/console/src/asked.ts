import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';

/** What an address asks for, empty fields left out. @throws BadRequestException SEARCH_INVALID */
export function searchOf<S extends z.ZodType>(schema: S, raw: object): z.infer<S> {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new BadRequestException({
    code: 'SEARCH_INVALID',
    message: `The search can not be read; correct ${fields} (times are ISO 8601).`,
  });
}

/** What a body asks for. @throws BadRequestException with this code, saying what to send */
export function bodyOf<S extends z.ZodType>(
  schema: S,
  body: unknown,
  code: string,
  message: string,
): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new BadRequestException({ code, message });
}

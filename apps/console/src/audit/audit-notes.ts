import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What a handler says of one thing that it was asked to change. */
export interface AuditNote {
  /** A conversation, a sender, a record's place …; never a number. */
  readonly target: string;
  /** Why it was refused; absent where it was done. */
  readonly code?: string | undefined;
}

const ofRequests = new WeakMap<object, AuditNotes>();

/**
 * What a handler has to say for the audit log. Whoever says nothing is kept too, by the address alone; whoever changes
 * many things at once, or knows a better name than the address does, notes each.
 */
export class AuditNotes {
  readonly all: AuditNote[] = [];

  static of(request: object): AuditNotes {
    let notes = ofRequests.get(request);
    if (notes === undefined) ofRequests.set(request, (notes = new AuditNotes()));
    return notes;
  }

  on(target: string, code?: string): void {
    this.all.push({ target, code });
  }
}

/** Gives a handler the notes of its request. */
export const Noted = createParamDecorator((_: unknown, context: ExecutionContext): AuditNotes =>
  AuditNotes.of(context.switchToHttp().getRequest<FastifyRequest>()),
);

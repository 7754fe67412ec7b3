import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '@parley/platform';
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
 * many things at once, or knows a better name than the address does, notes each. A GET is kept where its handler notes
 * something.
 */
export class AuditNotes {
  readonly all: AuditNote[] = [];
  /** Instead of the route's name. */
  action: string | undefined;
  /** What whoever asked gave as the reason. */
  why: string | undefined;
  /** Instead of whom the request's own credential names. */
  who: Principal | undefined;

  static of(request: object): AuditNotes {
    let notes = ofRequests.get(request);
    if (notes === undefined) ofRequests.set(request, (notes = new AuditNotes()));
    return notes;
  }

  /** What was done, where the address has no good name for it, and by whom, where the request does not say. */
  as(action: string, who?: Principal): this {
    this.action = action;
    this.who = who;
    return this;
  }

  because(why: string | undefined): this {
    this.why = why;
    return this;
  }

  on(target: string, code?: string): void {
    this.all.push({ target, code });
  }
}

/** Gives a handler the notes of its request. */
export const Noted = createParamDecorator((_: unknown, context: ExecutionContext): AuditNotes =>
  AuditNotes.of(context.switchToHttp().getRequest<FastifyRequest>()),
);

import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiAccess, permissionAsked, type Permission, type Principal } from '@parley/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actionOf, isHarmless, targetOf, withoutNumbers, type Change } from '../domain/change.js';
import { AuditNotes } from './audit-notes.js';
import { AuditStore, type AuditedChange } from './audit.store.js';

const NOBODY: Principal = { name: 'nobody', roles: [] };
/** What can't be removed again must not be filled up by whoever reaches the port: more of nobody is in the log alone. */
const MOST_OF_NOBODY = 60;
const MINUTE_MS = 60_000;
const logger = new Logger('Audit');

/**
 * Keeps every request that would change something, before it is answered: those that a guard, a parser or a handler
 * refused too, which no interceptor of Nest sees. Where the log can't be written the change has been made already; then
 * its line goes to the service's own log, as an error.
 */
export function auditChanges(app: NestFastifyApplication): void {
  const store = app.get(AuditStore);
  const access = app.get(ApiAccess);
  const fastify = app.getHttpAdapter().getInstance();
  let ofNobody = { since: 0, kept: 0 };
  fastify.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const route = request.routeOptions.url;
    const notes = AuditNotes.of(request);
    const isLook = isHarmless(request.method) || onlyReads(permissionAsked(request));
    if (route === undefined || (isLook && notes.all.length === 0)) return payload;
    const asker = notes.who ?? (await access.whoIs(request.headers.authorization)) ?? NOBODY;
    if (asker === NOBODY) {
      const now = performance.now();
      if (ofNobody.since === 0 || now - ofNobody.since > MINUTE_MS) ofNobody = { since: now, kept: 0 };
      ofNobody.kept += 1;
      if (ofNobody.kept > MOST_OF_NOBODY) return payload;
    }
    const changes = changesOf(asker, request, { method: request.method, route, params: paramsOf(request) }, [
      reply.statusCode,
      payload,
    ]);
    await store.append(changes).catch((error: Error) => {
      for (const change of changes)
        logger.error({ msg: 'the audit log could not be written', error: error.name, ...change });
    });
    return payload;
  });
}

function changesOf(
  { name, roles }: Principal,
  request: FastifyRequest,
  change: Change,
  [status, payload]: readonly [number, unknown],
): AuditedChange[] {
  const { action = actionOf(change), all: notes, why } = AuditNotes.of(request);
  const who = { who: name, roles, action };
  const refusal = status >= 400 ? codeOf(payload, status) : undefined;
  const told = notes.length > 0 ? notes : [{ target: targetOf(change), code: undefined }];
  return told.map(({ target, code = refusal }) => ({
    ...who,
    target,
    outcome: code === undefined ? 'ok' : 'refused',
    code,
    why: why === undefined ? undefined : withoutNumbers(why),
  }));
}

const paramsOf = (request: FastifyRequest): Record<string, string> =>
  (request.params ?? {}) as Record<string, string>;

/** A question that is too long for an address: who may do no more than look changes nothing by it. */
const onlyReads = (needed: Permission | undefined): boolean =>
  needed !== undefined && /:(read|see)$/.test(needed);

/** The stable code of a refusal, or its status where it has none. */
function codeOf(payload: unknown, status: number): string {
  try {
    const { code } = JSON.parse(String(payload)) as { code?: unknown };
    if (typeof code === 'string') return code;
  } catch {
    // No JSON: the status has to do.
  }
  return `HTTP_${status}`;
}

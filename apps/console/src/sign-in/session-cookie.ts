import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiAccess } from '@parley/platform';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isHarmless } from '../domain/change.js';
import { isProofOf, Sessions } from './sessions.js';

const NAME = 'parley_session';
/** Sent by our own script with every request of a session. */
export const PROOF_HEADER = 'x-parley-proof';

const UNPROVEN = {
  code: 'PROOF_MISSING',
  message: `A change needs ${PROOF_HEADER} with what /sign-in/session says; reload the page.`,
};

/** What the session's cookie of a request holds. */
export function sessionOf(request: FastifyRequest): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[NAME];
}

/** No script reads it, no other site's page sends it, and no plain HTTP where the request came by TLS. */
export function sessionCookie(request: FastifyRequest, session: string, maxAge: number): string {
  return stringifySetCookie({
    name: NAME,
    value: session,
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: request.protocol === 'https',
    maxAge,
  });
}

/**
 * Takes a session's cookie for the credential that it stands for, where a request brings no other. A change by cookie
 * alone, which another site could have made the browser ask for, is refused.
 */
export function takeSessions(app: NestFastifyApplication): void {
  const sessions = app.get(Sessions);
  app.get(ApiAccess).believe(sessions);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const session = request.headers.authorization === undefined ? sessionOf(request) : undefined;
    if (!session || (await sessions.principalOf(session)) === undefined) return undefined;
    if (!isHarmless(request.method) && !isProofOf(session, request.headers[PROOF_HEADER]))
      return reply.code(403).send(UNPROVEN);
    request.headers.authorization = `Session ${session}`;
    return undefined;
  });
}

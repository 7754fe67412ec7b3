import { Controller, Get, Logger, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditNotes, Noted } from '../../audit/audit-notes.js';
import { returnPath } from '../../domain/sign-in/return-path.js';
import { sessionCookie } from '../session-cookie.js';
import { Sessions } from '../sessions.js';
import { signInsCounted } from '../sign-in-metrics.js';
import { BegunSignIns } from './begun-sign-in.js';
import { IdentityProvider, type Identity } from './identity-provider.js';
import { REFUSAL_PAGE_POLICY, refusalPage } from './refusal-page.html.js';
import { SignInRefusal } from './sign-in-refusal.js';

const ACTION = 'sign-in.oidc';
const FAILED = {
  status: 500,
  code: 'INTERNAL',
  message: 'Parley failed; sign in again, and tell its operator.',
};

/** In by the identity provider: there, and back. Browsers come here, so a refusal is a page. */
@Controller('sign-in/oidc')
export class OidcController {
  private readonly logger = new Logger('SignIn');

  constructor(
    private readonly provider: IdentityProvider,
    private readonly begun: BegunSignIns,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  async begin(
    @Query('to') to: unknown,
    @Noted() notes: AuditNotes,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { url, binding } = await this.provider.begin();
      const cookie = await this.begun.cookieOf(request, { ...binding, to: returnPath(to) });
      await reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect(url, 303);
    } catch (error) {
      await this.refuse(reply, notes, error);
    }
  }

  @Get('callback')
  async finish(
    @Noted() notes: AuditNotes,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ended = this.begun.ended(request);
    try {
      const signIn = await this.begun.of(request);
      if (signIn === undefined) throw new SignInRefusal('SIGN_IN_EXPIRED');
      const identity = await this.provider.finish(queryOf(request), signIn);
      const session = await this.letIn(identity, notes);
      signInsCounted.add(1, { by: 'oidc', outcome: 'ok' });
      await reply
        .header('set-cookie', [ended, sessionCookie(request, session, this.sessions.mostS)])
        .header('cache-control', 'no-store')
        .redirect(signIn.to, 303);
    } catch (error) {
      await this.refuse(reply.header('set-cookie', ended), notes, error);
    }
  }

  /** Begins a session for who has a role; ends those that they still have where they have none any more. */
  private async letIn({ subject, name, roles, idToken }: Identity, notes: AuditNotes): Promise<string> {
    const { issuer, rule, ask } = this.provider.settings;
    const who = { name, roles };
    notes.as(ACTION, who);
    if (roles.length === 0) {
      await this.sessions.turnOut(issuer, subject);
      notes.on(subject, 'ROLE_MISSING');
      const whom = ask ?? 'whoever runs Parley where you work';
      throw new SignInRefusal(
        'ROLE_MISSING',
        `You signed in as ${name}; ask ${whom} for one (the provider names roles in “${rule.claim}”).`,
      );
    }
    const session = await this.sessions.begin(issuer, { who, subject, idToken });
    notes.on(subject);
    return session;
  }

  private async refuse(reply: FastifyReply, notes: AuditNotes, error: unknown): Promise<void> {
    const refusal = error instanceof SignInRefusal ? error : FAILED;
    const { code, status, message } = refusal;
    const cause = error instanceof SignInRefusal ? error.cause : error;
    const line = { msg: 'not signed in', by: 'oidc', code, ...causeOf(cause) };
    if (status >= 500) this.logger.error(line);
    else this.logger.warn(line);
    signInsCounted.add(1, { by: 'oidc', outcome: code });
    if (notes.all.length === 0) notes.as(ACTION).on(this.provider.settings.issuer, code);
    await reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', REFUSAL_PAGE_POLICY)
      .header('cache-control', 'no-store')
      .send(refusalPage({ code, message }));
  }
}

/** As it came: the provider's library reads it itself. */
function queryOf({ raw }: FastifyRequest): string {
  const url = raw.url ?? '';
  return url.includes('?') ? url.slice(url.indexOf('?')) : '';
}

/** What may be told of a failure: names and codes; its words may hold what the provider sent. */
function causeOf(cause: unknown): object {
  if (!(cause instanceof Error)) return {};
  const { name, code, error } = cause as Error & { code?: unknown; error?: unknown };
  const deeper = cause.cause instanceof Error ? (cause.cause as Error & { code?: unknown }).code : undefined;
  const said = typeof error === 'string' && /^\w{1,60}$/.test(error) ? error : undefined;
  return { error: name, errorCode: code ?? deeper, said };
}

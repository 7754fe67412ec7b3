import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Optional,
  Post,
  Req,
  Res,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bodyOf } from '../asked.js';
import { AuditNotes, Noted } from '../audit/audit-notes.js';
import { IdentityProvider } from './oidc/identity-provider.js';
import { sessionCookie, sessionOf } from './session-cookie.js';
import { proofOf, Sessions } from './sessions.js';
import { signInsCounted } from './sign-in-metrics.js';

const entered = z.strictObject({ link: z.string().min(1).max(100) });

export interface SessionView {
  /** What changing requests have to send; absent where nobody is signed in by cookie. */
  readonly proof?: string;
  /** The identity provider by which people sign in at `/sign-in/oidc`, as they call it; absent where there is none. */
  readonly provider?: string | undefined;
}

export interface LeftView {
  /** Where the browser is to go, so that the identity provider's session ends too. */
  readonly goTo?: string | undefined;
}

/** In and out, for who has no key: nothing here needs a permission. */
@Controller('sign-in')
export class SignInController {
  private readonly provider: string | undefined;

  constructor(
    private readonly sessions: Sessions,
    @Optional() @Inject(IdentityProvider) private readonly identities?: IdentityProvider,
  ) {
    this.provider = identities?.settings.name;
  }

  @Get('session')
  async session(@Req() request: FastifyRequest): Promise<SessionView> {
    const { provider } = this;
    const session = sessionOf(request);
    if (session === undefined || (await this.sessions.principalOf(session)) === undefined)
      return { provider };
    return { proof: proofOf(session), provider };
  }

  @Post('link')
  @HttpCode(200)
  async enter(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { link } = bodyOf(entered, body, 'LINK_INVALID', 'Send {"link": what stands behind enter/}.');
    const session = await this.sessions.enter(link);
    signInsCounted.add(1, { by: 'link', outcome: session === undefined ? 'LINK_USED' : 'ok' });
    if (session === undefined)
      throw new UnauthorizedException({
        code: 'LINK_USED',
        message:
          'This link lets nobody in any more: it works once, for 15 minutes. Start the console again for a new one.',
      });
    void reply.header('set-cookie', sessionCookie(request, session, this.sessions.mostS));
    return { proof: proofOf(session) };
  }

  @Post('out')
  @HttpCode(200)
  async leave(
    @Noted() notes: AuditNotes,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LeftView> {
    void reply.header('set-cookie', sessionCookie(request, '', 0));
    const session = sessionOf(request);
    if (session === undefined) return {};
    // Known now, and not any more when the answer goes.
    notes.who = await this.sessions.principalOf(session);
    const idToken = await this.sessions.leave(session);
    return { goTo: idToken && (await this.identities?.endOf(idToken)) };
  }
}

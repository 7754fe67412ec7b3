import { Body, Controller, Get, HttpCode, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bodyOf } from '../asked.js';
import { sessionCookie, sessionOf } from './session-cookie.js';
import { proofOf, Sessions } from './sessions.js';

const entered = z.strictObject({ link: z.string().min(1).max(100) });

export interface SessionView {
  /** What changing requests have to send; absent where nobody is signed in by cookie. */
  readonly proof?: string;
}

/** In and out, for who has no key: nothing here needs a permission. */
@Controller('sign-in')
export class SignInController {
  constructor(private readonly sessions: Sessions) {}

  @Get('session')
  async session(@Req() request: FastifyRequest): Promise<SessionView> {
    const session = sessionOf(request);
    if (session === undefined || (await this.sessions.principalOf(session)) === undefined) return {};
    return { proof: proofOf(session) };
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
    if (session === undefined)
      throw new UnauthorizedException({
        code: 'LINK_USED',
        message:
          'This link lets nobody in any more: it works once, for 15 minutes. Start the console again for a new one.',
      });
    void reply.header('set-cookie', sessionCookie(request, session));
    return { proof: proofOf(session) };
  }

  @Post('out')
  @HttpCode(200)
  async leave(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const session = sessionOf(request);
    if (session !== undefined) await this.sessions.leave(session);
    void reply.header('set-cookie', sessionCookie(request, undefined));
    return {};
  }
}

import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Database } from '@parley/persistence';
import { ApiAccess, ApiRefusalFilter, Clock, Needs } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { auditChanges } from '../../audit/audit-changes.js';
import { AuditStore } from '../../audit/audit.store.js';
import { PgAuditStore } from '../../audit/audit.store.pg.js';
import { takeSessions } from '../session-cookie.js';
import { SESSION_TERMS, Sessions } from '../sessions.js';
import { SessionsStore } from '../sessions.store.js';
import { PgSessionsStore } from '../sessions.store.pg.js';
import { SignInController } from '../sign-in.controller.js';
import { BegunSignIns } from './begun-sign-in.js';
import { Browser } from './browser.builder.js';
import { IdentityProvider } from './identity-provider.js';
import { OidcController } from './oidc.controller.js';
import type { OidcSettings } from './oidc-settings.js';
import { CLIENT } from './provider.builder.js';

/** Where its browsers reach it. */
export const CONSOLE_URL = 'https://parley.example.com';

@Controller()
class PagesController {
  @Get()
  page(@Res() reply: FastifyReply): void {
    void reply.send('the console');
  }

  @Get('v1/things')
  @Needs('cases:read')
  look(): object {
    return { seen: true };
  }

  @Post('v1/things')
  @Needs('cases:write')
  @HttpCode(200)
  change(@Body() body: object): object {
    return body;
  }
}

/** A clock that a spec moves. */
export class MovableClock extends Clock {
  movedMs = 0;
  override now(): number {
    return Date.now() + this.movedMs;
  }
}

export function settingsFor(issuer: string, more: Partial<OidcSettings> = {}): OidcSettings {
  return {
    ...{ issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, name: 'Example', publicUrl: CONSOLE_URL },
    ...{ scopes: ['openid', 'profile', 'email'], ask: 'the desk (desk@example.com)' },
    rule: { claim: 'groups', roles: { 'texting-admins': 'admin', desk: 'agent', readers: ['viewer'] } },
    ...more,
  };
}

/** What of the console lets people in, on the loopback, with one page and one API. */
export class TestConsole {
  readonly clock: MovableClock;
  readonly audit: AuditStore;

  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly port: number,
  ) {
    this.clock = app.get(Clock);
    this.audit = app.get(AuditStore);
  }

  static async open(database: Database, oidc: OidcSettings, mostS = 3_600): Promise<TestConsole> {
    const clock = new MovableClock();
    const module = await Test.createTestingModule({
      controllers: [PagesController, SignInController, OidcController],
      providers: [
        { provide: APP_FILTER, useClass: ApiRefusalFilter },
        { provide: ApiAccess, useValue: new ApiAccess({ keys: [] }) },
        { provide: Clock, useValue: clock },
        { provide: AuditStore, useValue: new PgAuditStore(database) },
        { provide: SessionsStore, useValue: new PgSessionsStore(database) },
        { provide: SESSION_TERMS, useValue: { byLink: false, issuer: oidc.issuer, mostS } },
        Sessions,
        { provide: IdentityProvider, useValue: new IdentityProvider(oidc) },
        { provide: BegunSignIns, useValue: new BegunSignIns('a pepper for specs alone', clock) },
      ],
    }).compile();
    const app = module.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ trustProxy: true }),
    );
    auditChanges(app);
    takeSessions(app);
    app.useLogger(false);
    await app.listen(0, '127.0.0.1');
    return new TestConsole(app, (app.getHttpServer().address() as { port: number }).port);
  }

  browser(): Browser {
    return new Browser({ [new URL(CONSOLE_URL).host]: `http://127.0.0.1:${this.port}` });
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

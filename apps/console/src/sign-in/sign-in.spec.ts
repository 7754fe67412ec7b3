import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ApiAccess, ApiRefusalFilter, Needs, newApiKey, type Principal } from '@parley/platform';
import { PROOF_HEADER, takeSessions } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SessionsStore } from './sessions.store.js';
import { SignInController } from './sign-in.controller.js';

@Controller('v1/things')
class ThingsController {
  @Get()
  @Needs('cases:read')
  look(): object {
    return {};
  }

  @Post()
  @Needs('cases:write')
  @HttpCode(200)
  change(@Body() body: object): object {
    return body;
  }
}

/** Remembers as the database does. */
class MemorySessions extends SessionsStore {
  readonly links = new Set<string>();
  readonly sessions = new Map<string, Principal>();
  override keepLink = async (hash: Buffer) => void this.links.add(hash.toString('hex'));
  override takeLink = async (hash: Buffer) => this.links.delete(hash.toString('hex'));
  override begin = async (hash: Buffer, who: Principal) => void this.sessions.set(hash.toString('hex'), who);
  override find = async (hash: Buffer) => {
    const who = this.sessions.get(hash.toString('hex'));
    return who && { who, issuer: undefined };
  };
  override end = async (hash: Buffer) => {
    this.sessions.delete(hash.toString('hex'));
    return undefined;
  };
  override endAllOf = async () => {};
}

describe('signing in by a link', () => {
  const store = new MemorySessions();
  const terms = { byLink: true, issuer: undefined, mostS: 3_600 };
  const sessions = new Sessions(store, terms);
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [ThingsController, SignInController],
      providers: [
        { provide: APP_FILTER, useClass: ApiRefusalFilter },
        { provide: ApiAccess, useValue: new ApiAccess('closed') },
        { provide: Sessions, useValue: sessions },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ trustProxy: true }));
    takeSessions(app);
    app.useLogger(false);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const enter = (link: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: '/sign-in/link', payload: { link }, headers });
  const ask = async (method: 'GET' | 'POST', headers: Record<string, string>) => {
    const payload = method === 'POST' ? { a: 1 } : undefined;
    const answer = await app.inject({ method, url: '/v1/things', payload, headers });
    return answer.statusCode === 200 ? 'ok' : answer.json<{ code: string }>().code;
  };
  async function signedIn(): Promise<{ cookie: string; proof: string }> {
    const answer = await enter(await sessions.newLink());
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    return { cookie, proof: answer.json<{ proof: string }>().proof };
  }

  it('lets in once', async () => {
    const link = await sessions.newLink();
    expect((await enter(link)).statusCode).toBe(200);
    const again = await enter(link);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([401, 'LINK_USED']);
    expect((await enter('made up')).statusCode).toBe(401);
    expect(await ask('GET', {})).toBe('ACCESS_CLOSED');
  });

  it('gives a cookie that no script reads and no other site sends', async () => {
    const plain = String((await enter(await sessions.newLink())).headers['set-cookie']);
    expect(plain).toMatch(/HttpOnly/);
    expect(plain).toMatch(/SameSite=Strict/);
    expect(plain).not.toMatch(/Secure/);
    const tls = await enter(await sessions.newLink(), { 'x-forwarded-proto': 'https' });
    expect(String(tls.headers['set-cookie'])).toMatch(/Secure/);
  });

  it('lets look by the cookie alone, and change with the proof that our pages know', async () => {
    const { cookie, proof } = await signedIn();
    expect(await ask('GET', { cookie })).toBe('ok');
    expect(await ask('POST', { cookie, [PROOF_HEADER]: proof })).toBe('ok');
    expect(await ask('POST', { cookie })).toBe('PROOF_MISSING');
    const other = await signedIn();
    expect(await ask('POST', { cookie, [PROOF_HEADER]: other.proof })).toBe('PROOF_MISSING');
    const told = await app.inject({ url: '/sign-in/session', headers: { cookie } });
    expect(told.json()).toEqual({ proof });
  });

  it('ends when somebody signs out, and what the browser kept is worth nothing then', async () => {
    const { cookie, proof } = await signedIn();
    const out = await app.inject({
      ...{ method: 'POST', url: '/sign-in/out' },
      headers: { cookie, [PROOF_HEADER]: proof },
    });
    expect(String(out.headers['set-cookie'])).toMatch(/Max-Age=0/);
    expect(await ask('GET', { cookie })).toBe('ACCESS_CLOSED');
    expect((await app.inject({ url: '/sign-in/session', headers: { cookie } })).json()).toEqual({});
  });

  it('keeps neither the link nor the session as they are', async () => {
    const link = await sessions.newLink();
    const { cookie } = await signedIn();
    const kept = JSON.stringify([[...store.links], [...store.sessions]]);
    for (const secret of [link, cookie.split('=')[1]!]) expect(kept).not.toContain(secret);
  });

  it('leaves a key that comes with a request alone', async () => {
    const { cookie } = await signedIn();
    expect(await ask('GET', { cookie, authorization: `Bearer ${newApiKey().key}` })).toBe('ACCESS_CLOSED');
  });

  it('ends where somebody has a key, or signs in by an identity provider', async () => {
    const session = (await sessions.enter(await sessions.newLink()))!;
    expect(await sessions.principalOf(session)).toMatchObject({ roles: ['admin'] });
    const later = new Sessions(store, { ...terms, byLink: false, issuer: 'https://id.example.com' });
    expect(await later.principalOf(session)).toBeUndefined();
  });
});

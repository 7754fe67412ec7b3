import { Controller, Get, Post } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ownNamesOf } from './access-settings.js';
import { ApiAccess, newApiKey } from './api-access.js';
import { Needs } from './needs.decorator.js';

const { key, hash } = newApiKey();

@Controller('v1/things')
class ThingsController {
  @Get()
  @Needs('consents:read')
  read(): object {
    return { ok: true };
  }

  @Post()
  @Needs('consents:write')
  write(): object {
    return { ok: true };
  }

  @Get('free')
  free(): object {
    return { ok: true };
  }
}

describe('an API that needs a permission', () => {
  let app: NestFastifyApplication;
  const logged: unknown[] = [];

  beforeAll(async () => {
    const access = new ApiAccess({ keys: [{ name: 'reader', hash, roles: ['viewer'] }] });
    const module = await Test.createTestingModule({
      controllers: [ThingsController],
      providers: [{ provide: ApiAccess, useValue: access }],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    const note = (line: unknown): void => void logged.push(line);
    app.useLogger({ log: note, warn: note, error: note });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const ask = (method: 'GET' | 'POST', url: string, authorization?: string) =>
    app.inject({ method, url, headers: authorization === undefined ? {} : { authorization } });

  it('answers who may', async () => {
    expect((await ask('GET', '/v1/things', `Bearer ${key}`)).statusCode).toBe(200);
  });

  it('tells who may not why, with a code', async () => {
    const nobody = await ask('GET', '/v1/things');
    expect([nobody.statusCode, nobody.json<{ code: string }>().code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(nobody.headers['www-authenticate']).toBe('Bearer');
    const reader = await ask('POST', '/v1/things', `Bearer ${key}`);
    expect([reader.statusCode, reader.json<{ code: string }>().code]).toEqual([403, 'FORBIDDEN']);
  });

  it('leaves handlers without a mark alone', async () => {
    expect((await ask('GET', '/v1/things/free')).statusCode).toBe(200);
  });

  it('is not asked by the name of another site, whatever the credential', async () => {
    const open = new ApiAccess('open', undefined, undefined, ownNamesOf({ HOST: '127.0.0.1' }));
    const module = await Test.createTestingModule({
      controllers: [ThingsController],
      providers: [{ provide: ApiAccess, useValue: open }],
    }).compile();
    const other = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
      logger: false,
    });
    await other.init();
    const as = (host: string) => other.inject({ method: 'POST', url: '/v1/things', headers: { host } });
    const refused = await as('shop.example:8379');
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'HOST_UNKNOWN']);
    expect((await as('localhost:8379')).statusCode).toBe(201);
    await other.close();
  });

  it('writes refusals down without the credential', () => {
    const lines = JSON.stringify(logged);
    expect(lines).toMatch(/UNAUTHENTICATED/);
    expect(lines).not.toContain(key);
  });
});

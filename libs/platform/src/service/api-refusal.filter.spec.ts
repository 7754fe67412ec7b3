import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Logger,
  Post,
  ServiceUnavailableException,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ApiRefusalFilter } from './api-refusal.filter.js';

@Controller()
class Things {
  @Post('v1/things')
  take(@Body() body: { own?: boolean }): object {
    if (body.own) throw new BadRequestException({ code: 'THING_UNKNOWN', message: 'No such thing.' });
    return { taken: true };
  }

  @Get('v1/things/:number')
  fail(): never {
    throw Object.assign(new RangeError('+14155550177 wrote "hello"'), { code: '22021' });
  }

  @Get('health/ready')
  ready(): never {
    throw new ServiceUnavailableException({ status: 'error' });
  }
}

let app: NestFastifyApplication;

beforeAll(async () => {
  const module = await Test.createTestingModule({
    controllers: [Things],
    providers: [{ provide: APP_FILTER, useClass: ApiRefusalFilter }],
  }).compile();
  const adapter = new FastifyAdapter({ bodyLimit: 64 * 1024 });
  app = module.createNestApplication<NestFastifyApplication>(adapter, { logger: false, bodyParser: false });
  await app.init();
});
afterAll(() => app.close());

const post = (payload: string, type = 'application/json', url = '/v1/things') =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });

describe('what fails before a handler of an API', () => {
  it.each([
    ['a body that ends too early', '{"subscriber":"+14155550177"', 400, 'BODY_MALFORMED'],
    ['a body that is no JSON', '+14155550177', 400, 'BODY_MALFORMED'],
    ['an empty body that says it is JSON', '', 400, 'BODY_MALFORMED'],
    ['a body that would change prototypes', '{"__proto__":{"own":true}}', 400, 'BODY_MALFORMED'],
    ['a body beyond 64 KiB', JSON.stringify('+14155550177'.repeat(6_000)), 413, 'BODY_TOO_LARGE'],
  ])('%s is refused with a code and none of its words', async (_, body, status, code) => {
    const response = await post(body);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toEqual({ code, message: expect.stringMatching(/; .+\.$/) as string });
    expect(response.body).not.toMatch(/4155550177|proto/);
  });

  it('so are another content type and an address that is not there', async () => {
    const typed = await post('<a/>', 'text/xml');
    expect([typed.statusCode, typed.json()]).toMatchObject([415, { code: 'CONTENT_TYPE_UNKNOWN' }]);
    const lost = await post('{}', 'application/json', '/v1/nothing');
    expect([lost.statusCode, lost.json()]).toMatchObject([404, { code: 'ROUTE_UNKNOWN' }]);
  });

  it('so is what a handler fails with unforeseen, and its words are logged nowhere', async () => {
    const logged: unknown[] = [];
    const spy = jest.spyOn(Logger.prototype, 'error').mockImplementation((what: unknown) => {
      logged.push(what);
    });
    const failed = await app.inject('/v1/things/+14155550177');
    spy.mockRestore();
    expect([failed.statusCode, failed.json()]).toEqual([
      500,
      { code: 'INTERNAL', message: expect.stringMatching(/; .+\.$/) as string },
    ]);
    expect(logged).toMatchObject([
      {
        code: 'INTERNAL',
        method: 'GET',
        route: '/v1/things/:number',
        error: 'RangeError',
        errorCode: '22021',
      },
    ]);
    expect(JSON.stringify(logged)).toContain('api-refusal.filter.spec');
    expect(JSON.stringify(logged) + failed.body).not.toMatch(/4155550177|hello/);
  });

  it("leaves a handler's own refusals, its answers, and what is no API as they are", async () => {
    expect((await post('{"own":true}')).json()).toEqual({ code: 'THING_UNKNOWN', message: 'No such thing.' });
    expect((await post('{}')).json()).toEqual({ taken: true });
    const probe = await app.inject('/health/ready');
    expect([probe.statusCode, probe.json()]).toEqual([503, { status: 'error' }]);
  });
});

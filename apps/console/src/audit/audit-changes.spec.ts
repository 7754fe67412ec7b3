import { Body, Controller, Get, HttpException, Param, Post } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ApiAccess, ApiRefusalFilter, Needs, newApiKey } from '@parley/platform';
import { auditChanges } from './audit-changes.js';
import { Noted, type AuditNotes } from './audit-notes.js';
import { AuditStore, type AuditedChange } from './audit.store.js';

const agent = newApiKey();

@Controller('v1/things')
class ThingsController {
  @Get(':id')
  @Needs('cases:read')
  look(): object {
    return {};
  }

  @Post(':id/replies')
  @Needs('cases:write')
  reply(@Body() body: { wrong?: boolean }): object {
    if (body.wrong) throw new HttpException({ code: 'REPLY_INVALID', message: 'No.' }, 400);
    return {};
  }

  @Post(':number/texts')
  @Needs('cases:write')
  text(@Param('number') number: string): object {
    return { number };
  }

  @Post('many')
  @Needs('cases:write')
  many(@Noted() notes: AuditNotes): object {
    notes.on('one');
    notes.on('two', 'NOT_UNKNOWN');
    return {};
  }

  @Post(':id/hold')
  @Needs('cases:write')
  hold(@Noted() notes: AuditNotes): object {
    notes.as('things.pause').because('asked by (415) 555-0101');
    return {};
  }

  @Post('question')
  @Needs('cases:read')
  question(): object {
    return {};
  }

  @Post('consent')
  @Needs('consents:write')
  consent(): object {
    return {};
  }
}

describe('the audit log', () => {
  let app: NestFastifyApplication;
  const kept: AuditedChange[] = [];
  const logged: unknown[] = [];
  let away = false;

  beforeAll(async () => {
    const access = new ApiAccess({ keys: [{ name: 'kim', hash: agent.hash, roles: ['agent'] }] });
    const store = {
      append: async (changes: AuditedChange[]) => {
        if (away) throw new Error('away');
        kept.push(...changes);
      },
    };
    const module = await Test.createTestingModule({
      controllers: [ThingsController],
      providers: [
        { provide: APP_FILTER, useClass: ApiRefusalFilter },
        { provide: ApiAccess, useValue: access },
        { provide: AuditStore, useValue: store },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    const note = (line: unknown): void => void logged.push(line);
    app.useLogger({ log: note, warn: note, error: note });
    auditChanges(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());
  beforeEach(() => void kept.splice(0));

  const post = (url: string, payload: string | object = {}, key: string | undefined = agent.key) =>
    app.inject({
      ...{ method: 'POST', url, payload },
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    });
  const KIM = { who: 'kim', roles: ['agent'] };

  it('keeps who did what to what', async () => {
    await post('/v1/things/c1/replies');
    expect(kept).toEqual([
      { ...KIM, action: 'things.replies', target: 'c1', outcome: 'ok', code: undefined, why: undefined },
    ]);
  });

  it('keeps what a handler, a guard and a parser refused, with the code', async () => {
    await post('/v1/things/c1/replies', { wrong: true });
    await post('/v1/things/consent');
    await post('/v1/things/c1/replies', '{');
    await post('/v1/things/c1/replies', {}, '');
    expect(kept).toMatchObject([
      { ...KIM, action: 'things.replies', outcome: 'refused', code: 'REPLY_INVALID' },
      { ...KIM, action: 'things.consent', outcome: 'refused', code: 'FORBIDDEN' },
      { ...KIM, action: 'things.replies', outcome: 'refused', code: 'BODY_MALFORMED' },
      { who: 'nobody', roles: [], action: 'things.replies', outcome: 'refused', code: 'UNAUTHENTICATED' },
    ]);
  });

  it('keeps each of many, as the handler tells them', async () => {
    await post('/v1/things/many');
    expect(kept.map(({ target, outcome, code }) => [target, outcome, code])).toEqual([
      ['one', 'ok', undefined],
      ['two', 'refused', 'NOT_UNKNOWN'],
    ]);
  });

  it('keeps what was done, where the address is for several, and why, without numbers', async () => {
    await post('/v1/things/12345/hold');
    expect(kept).toMatchObject([{ action: 'things.pause', target: '12345', why: 'asked by 41•••••0101' }]);
  });

  it('keeps neither a look nor a question', async () => {
    await app.inject({ url: '/v1/things/1', headers: { authorization: `Bearer ${agent.key}` } });
    await post('/v1/things/question');
    expect(kept).toEqual([]);
  });

  it('keeps no number, no text and no key', async () => {
    await post(`/v1/things/${encodeURIComponent('+14155550101')}/texts`, { text: 'Stay warm' });
    const all = JSON.stringify(kept);
    expect(all).toContain('+1•••••0101');
    for (const secret of ['+14155550101', 'Stay warm', agent.key]) expect(all).not.toContain(secret);
  });

  it('goes to the service log where it can not be written, and the answer stands', async () => {
    away = true;
    logged.splice(0);
    const { statusCode } = await post('/v1/things/c1/replies');
    away = false;
    expect(statusCode).toBe(201);
    expect(logged).toContainEqual(expect.objectContaining({ who: 'kim', action: 'things.replies' }));
  });

  it('is not filled up by whoever reaches the port', async () => {
    for (let n = 0; n < 100; n += 1) await post('/v1/things/c1/replies', {}, '');
    expect(kept.length).toBeLessThanOrEqual(60);
    await post('/v1/things/c1/replies');
    expect(kept.at(-1)).toMatchObject(KIM);
  });
});

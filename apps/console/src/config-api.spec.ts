import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BaseOutdatedError, parseParleyFile } from '@parley/config';
import { configApplied } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { ApiAccess, ApiRefusalFilter, newApiKey, type Role } from '@parley/platform';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ConsoleConfigPort } from './config.port.js';
import { admitDrafts } from './draft-body.js';
import { DraftsController } from './drafts.controller.js';
import { DryRuns } from './dry-runs.js';
import { VersionsController } from './versions.controller.js';
import { Viewer } from './viewer.js';

const TEXT = readFileSync(join(__dirname, '../../../parley.yaml'), 'utf8');
const parsed = parseParleyFile(TEXT, 'parley.yaml');
const roles: readonly Role[] = ['viewer', 'agent', 'operator', 'admin'];
const keys = new Map(roles.map((role) => [role, newApiKey()]));
const version = { ...configApplied.example, revision: 'r1', text: TEXT };

describe('the API of the configuration', () => {
  let app: NestFastifyApplication;
  const applied: object[] = [];
  let failure: Error | undefined;

  beforeAll(async () => {
    const directory = Object.assign(new ConfigDirectory(), parsed.ok ? parsed.declared : {});
    const port = {
      versions: async () => [version],
      apply: async (draft: object) => {
        if (failure) throw failure;
        applied.push(draft);
        return { changes: [], revision: 'r2', published: true };
      },
    };
    const access = new ApiAccess({
      keys: roles.map((role) => ({ name: `a ${role}`, hash: keys.get(role)!.hash, roles: [role] })),
    });
    const module = await Test.createTestingModule({
      controllers: [DraftsController, VersionsController],
      providers: [
        { provide: APP_FILTER, useClass: ApiRefusalFilter },
        { provide: ApiAccess, useValue: access },
        { provide: ConfigDirectory, useValue: directory },
        { provide: ConsoleConfigPort, useValue: port },
        { provide: DryRuns, useValue: { busy: true } },
        Viewer,
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 64 * 1024 }));
    app.useLogger(false);
    admitDrafts(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const send = async (role: Role, url: string, body?: object) => {
    const headers = { authorization: `Bearer ${keys.get(role)!.key}` };
    const answer = await app.inject({
      method: body ? 'POST' : 'GET',
      url,
      headers,
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, said: answer.json<Record<string, unknown>>() };
  };
  const publication = { text: TEXT, base: 'r1', reason: 'the sale begins' };

  it.each<[Role, number]>([
    ['viewer', 403],
    ['agent', 403],
    ['operator', 403],
    ['admin', 201],
  ])('lets a %s publish: %s', async (role, status) => {
    applied.length = 0;
    expect((await send(role, '/v1/config/versions', publication)).status).toBe(status);
    expect(applied).toEqual(status === 201 ? [{ ...publication, by: 'a admin' }] : []);
  });

  it.each<[Role, number]>([
    ['viewer', 200],
    ['operator', 200],
    ['agent', 403],
  ])('lets a %s look: %s', async (role, status) => {
    expect((await send(role, '/v1/config/versions/latest')).status).toBe(status);
    expect((await send(role, '/v1/config/drafts/checks', { text: TEXT })).status).toBe(status);
  });

  it('says what is wrong at its line, and what can be understood', async () => {
    const text = TEXT.replace('  - keyword: DISCOUNT', '  - keyword: STOP');
    const line = text.split('\n').findIndex((each) => each.includes('- keyword: STOP')) + 1;
    const { said } = await send('viewer', '/v1/config/drafts/checks', { text });
    expect(said).toMatchObject({ problems: [{ code: 'KEYWORD_RESERVED', line }], senders: ['12345'] });
  });

  it('explains a text by the draft, and refuses one with problems', async () => {
    const text = TEXT.replace('WARM30', 'WARM40');
    const asked = { text, sender: '12345', words: 'discount!' };
    const { said } = await send('viewer', '/v1/config/drafts/explanations', asked);
    expect(said).toMatchObject({ intent: 'reply', answer: expect.stringContaining('WARM40') });
    const wrong = await send('viewer', '/v1/config/drafts/explanations', { ...asked, text: 'version: 2' });
    expect([wrong.status, wrong.said['code']]).toEqual([422, 'PARLEY_FILE_INVALID']);
    const other = await send('viewer', '/v1/config/drafts/explanations', { ...asked, sender: '777' });
    expect([other.status, other.said['code']]).toEqual([422, 'SENDER_UNKNOWN']);
  });

  it('plans what a draft would change', async () => {
    const text = TEXT.replace('WARM30', 'WARM40');
    expect((await send('viewer', '/v1/config/drafts/plans', { text })).said).toMatchObject({
      changes: [{ concern: 'other', action: 'change', key: '12345/DISCOUNT', fields: [{ field: 'reply' }] }],
    });
  });

  it('runs one dry run at a time', async () => {
    const { status, said } = await send('viewer', '/v1/config/drafts/dry-runs', { text: TEXT });
    expect([status, said['code']]).toEqual([409, 'DRY_RUN_BUSY']);
  });

  it('refuses a draft with an outdated base, with what was changed since', async () => {
    failure = new BaseOutdatedError({ ...version, by: 'lee' }, []);
    const { status, said } = await send('admin', '/v1/config/versions', publication);
    failure = undefined;
    expect([status, said]).toMatchObject([
      409,
      { code: 'BASE_OUTDATED', latest: { by: 'lee' }, changes: [] },
    ]);
    expect(said['latest']).not.toHaveProperty('text');
  });

  it.each([
    ['no reason', { text: TEXT, base: 'r1', reason: ' ' }],
    ['no text', { base: 'r1', reason: 'x' }],
    ['too long a text', { text: 'x'.repeat(600_000), reason: 'x' }],
  ])('refuses %s with what to send', async (_, body) => {
    const { status, said } = await send('admin', '/v1/config/versions', body);
    expect([status, said['code']]).toEqual([400, 'BODY_INVALID']);
  });

  it('takes texts that are longer than other requests', async () => {
    const text = `${TEXT}${'# more\n'.repeat(20_000)}`;
    expect((await send('viewer', '/v1/config/drafts/checks', { text })).said).toMatchObject({ problems: [] });
  });

  it('knows no version that was not', async () => {
    const { status, said } = await send('viewer', '/v1/config/versions/nothing');
    expect([status, said['code']]).toEqual([404, 'VERSION_UNKNOWN']);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Vouchers } from '@parley/platform';
import { closeLater, testDatabase } from '@parley/testing';
import { environment } from '../../tools/parley/environment.js';
import { allServices, Platform } from '../../tools/parley/platform.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { Phone } from '../../tools/parley/phone/phone.js';
import { playTurn } from '../../tools/parley/phone/play-turn.js';

const START_WITHIN_MS = 180_000;
const REPLY_WITHIN_MS = 30_000;
const KEY = { name: 'nobody', hash: `sha256:${'0'.repeat(64)}`, roles: ['admin'] };

interface Version {
  readonly head: { revision: string; by: string; reason: string };
  readonly text: string;
}

// The console's API as its page asks it for who is signed in, and what people then get answered.
describe('keywords and flows at a console that lets nobody in without signing in', () => {
  let platform: Platform;
  let url: string;
  let first: Version;
  let session: Record<string, string>;

  beforeAll(async () => {
    const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'keywords');
    closeLater(() => dir.remove());
    platform = await Platform.start({
      dataDir: dir.path,
      environment: { ...environment, ...(await testDatabase()).environment },
      durability: 'fast',
      services: allServices,
      parleyFile: join(projectRoot(), 'parley.yaml'),
      serviceEnvironment: {
        // The loopback address, in a spelling that opens nothing: nobody has a key, so that a link lets in who operates it.
        console: { HOST: '127.1' },
        subscriptions: { PARLEY_API_ACCESS: JSON.stringify({ keys: [KEY] }) },
      },
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    session = await signIn();
    url = `${platform.url('console')}/v1/config`;
    first = await ask<Version>('/versions/latest');
  }, START_WITHIN_MS);

  /** By the link that the console tells once, where nobody has a key. */
  const signIn = async (): Promise<Record<string, string>> => {
    const log = readFileSync(join(platform.dataDir, 'logs', 'console.log'), 'utf8');
    const [, link] = /\/#\/enter\/([\w-]+)/.exec(log)!;
    const answer = await fetch(`${platform.url('console')}/sign-in/link`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ link }) },
    });
    const { proof } = (await answer.json()) as { proof: string };
    const [cookie] = answer.headers.getSetCookie()[0]!.split(';');
    return { cookie: cookie!, 'x-parley-proof': proof };
  };
  const ask = async <T>(path: string): Promise<T> =>
    (await (await fetch(url + path, { headers: session })).json()) as T;
  const tell = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', ...session };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    return {
      status: answer.status,
      text,
      said: (/^\{/.test(text) ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  };
  const replyTo = async (number: string): Promise<string | undefined> => {
    const phone = new Phone(platform.simulatorUrl, number);
    const text = { to: '12345', text: 'DISCOUNT' };
    const { replies } = await playTurn({ phone, text, timeoutMs: REPLY_WITHIN_MS, spansOf: async () => [] });
    return replies[0]?.text;
  };
  /** A service takes a moment to read what was published; each look is another person's text. */
  const repliesSoon = async (words: string, series: number): Promise<void> => {
    const deadline = Date.now() + REPLY_WITHIN_MS;
    for (let person = 100; Date.now() < deadline; person += 1)
      if ((await replyTo(`+1415555${series}${person}`))?.includes(words)) return;
    throw new Error(`nobody was answered ${words}`);
  };

  it('begins from the file as it was applied', () => {
    expect(first.text).toBe(readFileSync(join(projectRoot(), 'parley.yaml'), 'utf8'));
  });

  it('lets nobody in without a session, and vouches for who has one at the services that it asks', async () => {
    const consents = '/v1/people/+14155554098/consents';
    const [own, ofSubscriptions] = [platform.url('console'), platform.url('subscriptions')];
    const statusOf = async (address: string, headers = {}) => (await fetch(address, { headers })).status;
    expect(await statusOf(own + consents)).toBe(401);
    expect(await statusOf(own + consents, session)).toBe(200);
    const direct = `${ofSubscriptions}/v1/consents/+14155554098`;
    expect(await statusOf(direct)).toBe(401);
    expect(await statusOf(direct, session)).toBe(401);
    const vouchers = ['another pepper than that of this platform', platform.secrets.pepper].map(
      (pepper) => new Vouchers(pepper),
    );
    const [forged, good] = await Promise.all(
      vouchers.map((each) => each.of({ name: 'ann', roles: ['viewer'] })),
    );
    expect(await statusOf(direct, { authorization: forged })).toBe(401);
    expect(await statusOf(direct, { authorization: good })).toBe(200);
  });

  it('shows a conflict at its line, and publishes nothing of it', async () => {
    const text = first.text.replace('- keyword: DISCOUNT', '- keyword: STOP');
    const line = text.split('\n').findIndex((each) => each.includes('- keyword: STOP')) + 1;
    const { said } = await tell('/drafts/checks', { text });
    expect(said).toMatchObject({ problems: [{ line, code: 'KEYWORD_RESERVED' }] });
    const refused = await tell('/versions', { text, base: first.head.revision, reason: 'x' });
    expect([refused.status, refused.said['code']]).toEqual([422, 'PARLEY_FILE_INVALID']);
  });

  it('publishes a change that people then get, refuses one from before it, and brings the old one back', async () => {
    expect(await replyTo('+14155554099')).toContain('WARM30');
    const text = first.text.replace('WARM30', 'WARM40');
    const dry = await tell('/drafts/dry-runs', { text });
    expect(dry.text).toContain('"changed":1');

    const base = first.head.revision;
    const published = await tell('/versions', { text, base, reason: 'the sale begins' });
    expect([published.status, published.said['published']]).toEqual([201, true]);
    await repliesSoon('WARM40', 4);

    const late = await tell('/versions', {
      text: first.text.replace('WARM30', 'WARM50'),
      base,
      reason: 'late',
    });
    expect([late.status, late.said]).toMatchObject([
      409,
      { code: 'BASE_OUTDATED', latest: { reason: 'the sale begins' }, changes: [{ key: '12345/DISCOUNT' }] },
    ]);

    const back = await tell('/versions', {
      ...{ text: first.text, base: published.said['revision'], reason: 'back again' },
    });
    expect(back.status).toBe(201);
    await repliesSoon('WARM30', 5);
    const { versions } = await ask<{ versions: Version['head'][] }>('/versions');
    expect(versions.map(({ by, reason }) => [by, reason])).toEqual([
      ['sign-in link', 'back again'],
      ['sign-in link', 'the sale begins'],
      [undefined, undefined],
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeLater, testDatabase } from '@parley/testing';
import { environment } from '../../tools/parley/environment.js';
import { allServices, Platform } from '../../tools/parley/platform.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { Phone } from '../../tools/parley/phone/phone.js';
import { playTurn } from '../../tools/parley/phone/play-turn.js';

const START_WITHIN_MS = 180_000;
const REPLY_WITHIN_MS = 30_000;

interface Version {
  readonly head: { revision: string; by: string; reason: string };
  readonly text: string;
}

// The console's API as its page asks it, and what people then get answered.
describe('keywords and flows at the console', () => {
  let platform: Platform;
  let url: string;
  let first: Version;

  beforeAll(async () => {
    const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'keywords');
    closeLater(() => dir.remove());
    platform = await Platform.start({
      dataDir: dir.path,
      environment: { ...environment, DATABASE_URL: (await testDatabase()).url },
      durability: 'fast',
      services: allServices,
      parleyFile: join(projectRoot(), 'parley.yaml'),
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    url = `${platform.url('console')}/v1/config`;
    first = await ask<Version>('/versions/latest');
  }, START_WITHIN_MS);

  const ask = async <T>(path: string): Promise<T> => (await (await fetch(url + path)).json()) as T;
  const tell = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
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
      ['anybody', 'back again'],
      ['anybody', 'the sale begins'],
      [undefined, undefined],
    ]);
  });
});

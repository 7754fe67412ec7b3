import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configEvents, parseParleyFile, plan } from '@parley/config';
import { senderConfigured, type MtRequested } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { carrierErrors, type CarrierErrorCode } from '@parley/carriers';
import { mtRefusals } from '@parley/sms';
import { retryClassOf } from '../../apps/dispatcher/src/domain/settle-send.js';
import type { Standing } from '../../apps/dispatcher/src/domain/standing.js';
import { IntakeTerms } from '../../apps/dispatcher/src/intake-terms.js';
import { Around } from '../../apps/dispatcher/src/mt-limits.store.js';
import { OurNumbers } from '../../apps/dispatcher/src/our-numbers.js';
import { PoolPlaces, type KeptNumbers } from '../../apps/dispatcher/src/pool-places.js';
import { PoolStates } from '../../apps/dispatcher/src/pool-states.service.js';
import type { PoolsStore } from '../../apps/dispatcher/src/pools.store.js';
import { decideIntake } from '../../apps/dispatcher/src/queue-mt.handler.js';

const NOW = Date.parse('2026-11-20T14:30:00.000Z');
const page = readFileSync(join(__dirname, '../../docs/dispatch.md'), 'utf8');
const block = (language: string, from = page): string =>
  new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(from)![1]!;
const pools = page.slice(page.indexOf('\n## Pools\n'));

function configured(yaml = block('yaml')): ConfigDirectory {
  const parsed = parseParleyFile(yaml, 'docs/dispatch.md');
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ line, message }) => `${line} ${message}`).join('\n'));
  const directory = new ConfigDirectory();
  for (const { event, key, data } of configEvents(plan(new ConfigDirectory(), parsed.declared), '1'))
    directory.apply(event.topic, key, data);
  return directory;
}

it('docs/dispatch.md opens with an example that goes as it says', () => {
  const terms = new IntakeTerms(configured(), { now: () => NOW });
  const around = new Around();
  const member: Standing = { consents: { '12345/sweater-club': { state: 'in', version: 1 } } };
  const lines = block('text').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(8);
  for (const [at, line] of lines.entries()) {
    const [, lane, subscriber, text, expected] = /^(\w+) +(\+\d+) +(.*?) +(goes|waits .*|[A-Z_]+)$/.exec(
      line,
    )!;
    const data: MtRequested = {
      subscriber: subscriber!,
      sender: '12345',
      text: text!,
      lane: lane as MtRequested['lane'],
      purpose: 'information',
      onUnknown: 'park',
      ...(lane === 'bulk' && { program: 'sweater-club' }),
    };
    const event = {
      id: `0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d${String(at).padStart(2, '0')}`,
      source: 'shop',
      time: NOW,
      conversationId: 'c0ffee',
      traceparent: '',
      data,
    };
    const keys = terms.keysOf(event);
    const { records, effects } = decideIntake(member, event, terms.of(event, around, keys), NOW, keys);
    for (const record of records!) if (record.kind === 'counted') around.note(record);
    const queued = records!.find((record) => record.kind === 'queued');
    const said = effects[0]?.data as { code: string } | undefined;
    const when = queued && new Date(queued.mt.sendAfterMs ?? NOW).toISOString().slice(0, 16);
    const outcome = !queued ? said!.code : said ? `waits until ${when}Z, ${said.code}` : 'goes';
    expect([line, outcome]).toEqual([line, expected]);
  }
});

it('docs/dispatch.md has a pool whose texts go from the numbers that it says', () => {
  const directory = configured(block('yaml', pools));
  const pool = directory.senders.get('WARM')!;
  const failing = new Set<string>();
  const states = {
    membersFor: (subscriber: string) =>
      new PoolStates({} as PoolsStore, new OurNumbers(directory))
        .membersFor(subscriber, directory.senders.get('WARM')!)
        .map((member) => ({ ...member, near: member.near, failing: failing.has(member.number) })),
  };
  const places = new PoolPlaces({} as PoolsStore, states as unknown as PoolStates, directory);
  const kept: KeptNumbers = new Map();
  const lines = block('pool', pools)
    .split('\n')
    .filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(12);
  for (const line of lines) {
    const numbers = line.match(/\+\d+/g)!;
    if (/ fails$/.test(line)) failing.add(numbers[0]);
    else if (/ is well again$/.test(line)) failing.delete(numbers[0]);
    else if (/ leave the pool$/.test(line)) {
      const left = pool.numbers!.filter(({ number }) => !numbers.includes(number));
      directory.apply(senderConfigured.topic, 'WARM', { ...pool, numbers: left });
    } else {
      const [, subscriber, program, texted, expected] =
        /^(\+\d+) +([\w-]+) +(?:a new person|later|texted (\+\d+)) +(.*)$/.exec(line)!;
      const text = { subscriber: subscriber!, sender: 'WARM', program: program!, from: texted };
      const place = places.placeOf(text, kept)!;
      if (place.keeps)
        places.note(kept, [{ kind: 'number', ...text, number: place.keeps.number } as { kind: string }]);
      const said = expected!.startsWith('a number of the United States')
        ? /^\+1/
        : new RegExp(`^\\${expected!.split(',')[0]}$`);
      expect([line, place.number]).toEqual([line, expect.stringMatching(said)]);
    }
  }
});

it('docs/dispatch.md says what every code means', () => {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\|$/gm)].map(([, code, meaning]) => [
    code,
    meaning,
  ]);
  expect(rows).toEqual(Object.entries(mtRefusals));
});

it('docs/dispatch.md has every error that is tried again, in its class', () => {
  const later = (Object.keys(carrierErrors) as CarrierErrorCode[]).filter(
    (code) => carrierErrors[code].retry === 'later',
  );
  for (const code of later.filter((each) => each !== 'SEND_BY_PASSED'))
    expect(page).toMatch(new RegExp(`^\\| ${retryClassOf(code)} +\\| .*\`${code}\``, 'm'));
  expect(page).not.toMatch(/^\|.*`SEND_BY_PASSED`/m);
  expect(page).toContain('`SEND_BY_PASSED` is no attempt');
});

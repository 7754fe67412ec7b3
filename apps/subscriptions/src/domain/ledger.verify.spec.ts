import { chainLink, GENESIS } from '@parley/persistence';
import type { Standing } from './consent.state.js';
import { tell } from './consent.story.js';
import { canonicalJson, type ChainVerdict } from './ledger.chain.js';
import type { ChainedEntry } from './ledger.entry.js';
import { LedgerVerifier, type KeptState } from './ledger.verify.js';

const ann = '+14155550101';
const ben = '+14155550102';

/** A ledger of three entries (`out` of the program and of everything) with what is kept beside it. */
function ledgerOf(subscriber: string): { entries: ChainedEntry[]; kept: KeptState } {
  const joined = tell('JOIN news');
  const left = tell('JOIN news, STOP');
  let prevHash = GENESIS;
  const entries = [...joined.decision.entries, ...left.decision.entries].map((entry): ChainedEntry => {
    const whole = { ...entry, subscriber, causeId: 'c', receivedAt: entry.at };
    const hash = chainLink(prevHash, canonicalJson(whole));
    const chained = { ...whole, prevHash, hash };
    prevHash = hash;
    return chained;
  });
  const { version, standings } = left.consents;
  return { entries, kept: { version, hash: prevHash, standings } };
}

type Read = readonly [ChainedEntry, KeptState | undefined];

function verdictsOf(read: readonly Read[]): [string, ChainVerdict][] {
  const verdicts: [string, ChainVerdict][] = [];
  const verifier = new LedgerVerifier(chainLink, GENESIS, (...verdict) => verdicts.push(verdict));
  for (const [entry, kept] of read) verifier.take(entry, kept);
  verifier.end();
  return verdicts;
}

describe('the verification of a ledger, entry by entry', () => {
  const { entries, kept } = ledgerOf(ann);
  const whole = entries.map((entry): Read => [entry, kept]);

  it('tells one subscriber from the next', () => {
    const other = ledgerOf(ben);
    const cut = other.entries.slice(0, -1).map((entry): Read => [entry, other.kept]);
    expect(verdictsOf([...whole, ...cut])).toEqual([
      [ann, { ok: true, entries: 3 }],
      [ben, expect.objectContaining({ code: 'LEDGER_CUT_OFF', version: 2 })],
    ]);
    expect(verdictsOf([])).toEqual([]);
  });

  it('counts what was kept when the last entry was read: a ledger grows meanwhile', () => {
    const older: Read[] = entries.map((entry, i) => [entry, i < 2 ? { ...kept, version: 2 } : kept]);
    expect(verdictsOf(older)).toEqual([[ann, { ok: true, entries: 3 }]]);
  });

  const standing = (fields: Partial<Standing>): KeptState => ({
    ...kept,
    standings: kept.standings.map((each, i) => (i === 0 ? { ...each, ...fields } : each)),
  });
  it.each<[string, KeptState | undefined]>([
    ['LEDGER_HEAD_MISSING', undefined],
    ['LEDGER_CUT_OFF', { ...kept, hash: GENESIS }],
    ['LEDGER_CUT_OFF', { ...kept, version: 4 }],
    ['STATE_DIFFERS', { ...kept, standings: [] }],
    ['STATE_DIFFERS', standing({ state: 'in' })],
    ['STATE_DIFFERS', standing({ program: 'club' })],
    ['STATE_DIFFERS', standing({ sender: '54321' })],
    ['STATE_DIFFERS', standing({ version: 1 })],
  ])('finds %s by what is kept beside it', (code, other) => {
    const read = entries.map((entry): Read => [entry, other]);
    expect(verdictsOf(read)).toEqual([[ann, expect.objectContaining({ ok: false, code, version: 3 })]]);
  });
});

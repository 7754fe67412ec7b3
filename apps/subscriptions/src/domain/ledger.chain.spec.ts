import { chainLink, GENESIS } from '@parley/persistence';
import { canonicalJson, verifyChain as verify, type ChainHead } from './ledger.chain.js';
import { storableText, type ChainedEntry, type LedgerEntry } from './ledger.entry.js';

const verifyChain = (entries: readonly ChainedEntry[], head?: ChainHead) =>
  verify(entries, chainLink, GENESIS, head);
const chainHash = (previous: string, each: LedgerEntry) => chainLink(previous, canonicalJson(each));

function entry(version: number, fields: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    subscriber: '+14155550101',
    version,
    sender: '12345',
    program: 'club',
    from: 'none',
    to: 'pending',
    rule: 'subscribe/double',
    source: 'keyword',
    causeId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    text: 'Join "é" 🧶',
    matchedRule: 'keyword/exact@1',
    receivedAt: 1795186800000,
    at: 1795186800010,
    expiresAt: 1797778800010,
    ...fields,
  };
}

function chain(entries: readonly LedgerEntry[]): ChainedEntry[] {
  let prevHash = GENESIS;
  return entries.map((each) => {
    const chained = { ...each, prevHash, hash: chainHash(prevHash, each) };
    prevHash = chained.hash;
    return chained;
  });
}

const three = () =>
  chain([entry(1), entry(2, { from: 'pending', to: 'in' }), entry(3, { from: 'in', to: 'out' })]);

describe('the chain', () => {
  it('hashes canonical JSON: sorted names, absent fields left out', () => {
    const json = canonicalJson(entry(1, { matchedRule: undefined }));
    expect(json).toBe(
      '{"causeId":"5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10","expiresAt":1797778800010,"from":"none",' +
        '"honouredAt":1795186800010,"program":"club","receivedAt":1795186800000,"rule":"subscribe/double",' +
        '"sender":"12345","source":"keyword","subscriber":"+14155550101","text":"Join \\"é\\" 🧶","to":"pending",' +
        '"version":1}',
    );
    const keys = Object.keys(
      JSON.parse(
        canonicalJson(entry(1, { disclosure: 'd', disclosureVersion: '1', shown: 's', shownVersion: '1' })),
      ) as object,
    );
    expect(keys).toEqual([...keys].sort());
    expect(keys).toHaveLength(18);
  });

  it('commits to a sealed text as it is kept, whether or not somebody can read it', () => {
    const sealed = entry(1, { sealedText: '01ab' });
    expect(canonicalJson(sealed)).toContain('"rule":"subscribe/double","sealedText":"01ab","sender"');
    expect(canonicalJson(sealed)).not.toContain('Join');
    const [kept] = chain([sealed]) as [ChainedEntry];
    expect(verifyChain([{ ...kept, text: undefined }])).toEqual({ ok: true, entries: 1 });
    const altered = [{ ...kept, sealedText: '01aa' }];
    expect(verifyChain(altered)).toMatchObject({ version: 1, code: 'LEDGER_ENTRY_ALTERED' });
  });

  it('is what it always was: a change here would make every ledger look altered', () => {
    expect(chainHash(GENESIS, entry(1))).toBe(
      '65722d9a132429ce8670a846e224cc56567d885a68d78c6624f34a806c3a1b44',
    );
  });

  it('verifies what was written', () => {
    const entries = three();
    expect(verifyChain(entries, { version: 3, hash: entries[2]!.hash })).toEqual({ ok: true, entries: 3 });
    expect(verifyChain([])).toEqual({ ok: true, entries: 0 });
  });

  test.each<keyof LedgerEntry>([
    'subscriber',
    'sender',
    'program',
    'rule',
    'source',
    'causeId',
    'text',
    'matchedRule',
    'disclosure',
    'disclosureVersion',
    'shown',
    'shownVersion',
    'receivedAt',
    'at',
    'expiresAt',
    'from',
    'to',
  ])('finds an altered %s', (field) => {
    const entries = three();
    entries[1] = { ...entries[1]!, [field]: typeof entries[1]![field] === 'number' ? 1 : 'x' };
    expect(verifyChain(entries)).toMatchObject({ ok: false, version: 2, code: 'LEDGER_ENTRY_ALTERED' });
  });

  it('finds a field that was added or taken away', () => {
    const [first, ...rest] = three();
    const added = [{ ...first!, disclosureVersion: '1' }, ...rest];
    const taken = [{ ...first!, expiresAt: undefined } as unknown as ChainedEntry, ...rest];
    expect(verifyChain(added)).toMatchObject({ version: 1, code: 'LEDGER_ENTRY_ALTERED' });
    expect(verifyChain(taken)).toMatchObject({ version: 1, code: 'LEDGER_ENTRY_ALTERED' });
  });

  it('finds an entry that was removed, swapped, replaced with its hash, or cut off at the end', () => {
    const [one, two, last] = three() as [ChainedEntry, ChainedEntry, ChainedEntry];
    expect(verifyChain([one, last])).toMatchObject({ version: 2, code: 'LEDGER_GAP' });
    expect(verifyChain([two, one, last])).toMatchObject({ version: 1, code: 'LEDGER_GAP' });
    const forged = chain([entry(1, { text: 'forged' })]);
    expect(verifyChain([...forged, two, last])).toMatchObject({ version: 2, code: 'LEDGER_LINK_BROKEN' });
    expect(verifyChain([one, two])).toMatchObject({ ok: true });
    expect(verifyChain([one, two], { version: 3, hash: last.hash })).toMatchObject({
      ok: false,
      code: 'LEDGER_CUT_OFF',
    });
  });
});

describe('storable text', () => {
  test.each([
    ['Stop.\n', 'Stop.\n'],
    ['🧶 e\u0301', '🧶 e\u0301'],
    ['a\0b', 'a\uFFFDb'],
    ['\uD83Dx', '\uFFFDx'],
  ])('%j', (raw, kept) => {
    expect(storableText(raw)).toBe(kept);
  });
});

import { hash } from 'node:crypto';
import { chainLink, GENESIS } from '@parley/persistence';
import { consentDocument, type ToldConsents, type ToldEntry } from './consent-document.js';
import { consentDocumentHtml } from './consent-document.html.js';

/** An entry as subscriptions chained it: its hash is the one that subscriptions' own spec holds. */
const FIRST: ToldEntry = {
  ...{ version: 1, sender: '12345', program: 'club', from: 'none', to: 'pending', rule: 'subscribe/double' },
  ...{ source: 'keyword', causeId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10', text: 'Join "é" 🧶' },
  ...{ matchedRule: 'keyword/exact@1', receivedAt: new Date(1795186800000).toISOString() },
  honouredAt: new Date(1795186800010).toISOString(),
  expiresAt: new Date(1797778800010).toISOString(),
  prevHash: GENESIS,
  hash: '65722d9a132429ce8670a846e224cc56567d885a68d78c6624f34a806c3a1b44',
};
const told: ToldConsents = {
  ...{ subscriber: '+14155550101', verified: true, ledger: [FIRST] },
  consents: [{ sender: '12345', program: 'club', state: 'pending', since: FIRST.honouredAt }],
};
const made = { at: '2026-11-26T01:00:00.000Z', by: 'ann' };
const document = (of: Partial<ToldConsents> = {}) =>
  consentDocument({ ...told, ...of }, { link: chainLink, genesis: GENESIS }, made);

describe('the record of consent', () => {
  it('holds what the hash of each entry is of, so that anybody can compute it', () => {
    const { ledger, verification, consents } = document();
    expect(verification).toEqual({
      ...{ byService: true, byDocument: true, entries: 1, newestHash: FIRST.hash },
    });
    const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(ledger[0]!.canonical)]);
    expect(hash('sha256', bytes, 'hex')).toBe(FIRST.hash);
    expect(consents[0]!.entry).toBe(1);
  });

  it.each<[string, Partial<ToldEntry>]>([
    ['a word', { text: 'Join' }],
    ['an instant', { honouredAt: '2026-11-20T15:00:00.000Z' }],
    ['a field that is added', { disclosure: 'yes' }],
    ['the hash before', { prevHash: 'ff'.repeat(32) }],
    ['the place', { version: 2 }],
  ])('does not verify with %s altered, whatever the service said', (_, changed) => {
    const altered = document({ ledger: [{ ...FIRST, ...changed }] });
    expect(altered.verification).toMatchObject({ byService: true, byDocument: false, brokenAt: 1 });
    expect(consentDocumentHtml(altered)).toContain('NOT verified');
  });

  it('says what the service found', () => {
    const html = consentDocumentHtml(document({ verified: false, fault: 'LEDGER_CUT_OFF', faultAt: 1 }));
    expect(html).toContain('NOT verified: LEDGER_CUT_OFF. The first place where it shows is entry 1.');
    expect(html).toContain('class="entry broken"');
  });

  it('is one page that loads nothing and runs nothing, whatever people wrote', () => {
    const evil = `<img src=x onerror="alert(1)"></pre><script>alert(1)</script>'&`;
    const html = consentDocumentHtml(
      document({ subscriber: evil, ledger: [{ ...FIRST, text: evil, disclosure: evil, causeId: evil }] }),
    );
    expect(html).not.toMatch(/<script|<img|<link|https?:|@import|url\(/i);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
  });

  it('tells of somebody who never joined that nothing is known', () => {
    const html = consentDocumentHtml(document({ consents: [], ledger: [] }));
    expect(html).toContain('Nothing is known of this number');
    expect(html).toContain('npx parley consent verify');
  });
});

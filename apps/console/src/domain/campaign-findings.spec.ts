import { programConfigured, senderConfigured } from '@parley/contracts';
import { findingsOf, type CampaignDraft, type DraftFacts } from './campaign-findings.js';

const draft: CampaignDraft = {
  ...{ campaign: 'autumn-wool', sender: '12345', program: 'sweater-club' },
  text: 'New wool is in. Reply STOP to end.',
};
const facts: DraftFacts = {
  ...{
    nowMs: Date.parse('2026-11-20T15:00:00.000Z'),
    taken: false,
    people: 3,
    listed: undefined,
    segments: 1,
  },
  sender: senderConfigured.example,
  program: programConfigured.example,
};
const codes = (changed: Partial<CampaignDraft>, known: Partial<DraftFacts> = {}): string[] =>
  findingsOf({ ...draft, ...changed }, { ...facts, ...known }).map(({ code }) => code);

describe('what speaks against a campaign', () => {
  it('is nothing where all is well', () => {
    expect(codes({})).toEqual([]);
  });

  it.each<[string, Partial<CampaignDraft>, Partial<DraftFacts>]>([
    ['NAME_INVALID', { campaign: 'Autumn Wool' }, {}],
    ['NAME_TAKEN', {}, { taken: true }],
    ['SENDER_UNKNOWN', {}, { sender: undefined }],
    ['PROGRAM_UNKNOWN', {}, { program: { ...programConfigured.example, sender: '99999' } }],
    ['TEXT_MISSING', { text: ' ' }, {}],
    ['TEXT_TOO_LONG', { text: `STOP ${'x'.repeat(1600)}` }, {}],
    ['TOO_LONG', {}, { segments: 3, program: { ...programConfigured.example, maxSegments: 2 } }],
    ['TOO_LONG', {}, { segments: 3, sender: { ...senderConfigured.example, maxSegments: 2 } }],
    ['NOBODY', {}, { people: 0 }],
    ['LIST_TOO_LONG', {}, { listed: 10_001 }],
    ['EXPIRES_TOO_SOON', { expiresAt: '2026-11-20T15:00:00.000Z' }, {}],
    [
      'EXPIRES_TOO_SOON',
      { sendAfter: '2026-11-21T15:00:00.000Z', expiresAt: '2026-11-21T14:00:00.000Z' },
      {},
    ],
  ])('is %s', (code, changed, known) => {
    const found = findingsOf({ ...draft, ...changed }, { ...facts, ...known });
    expect(found.filter(({ severity }) => severity === 'error').map((one) => one.code)).toEqual([code]);
  });

  it('is a warning for what somebody may mean so', () => {
    expect(codes({ text: 'Hello {{ name }}' })).toEqual(['BRACES_STAY', 'STOP_NOT_SAID']);
    expect(codes({ sendAfter: '2026-11-19T15:00:00.000Z' })).toEqual(['BEGINS_AT_ONCE']);
  });

  it('begins with the errors', () => {
    expect(codes({ text: 'Hello' }, { people: 0 })).toEqual(['NOBODY', 'STOP_NOT_SAID']);
  });
});

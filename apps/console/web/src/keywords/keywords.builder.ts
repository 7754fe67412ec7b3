const at = (second: number): string => `2026-11-25T10:00:0${second}.000Z`;
const versionHead = (revision: string, reason: string | undefined) => ({
  ...{ revision, appliedAt: at(1), file: 'parley.yaml', reason, by: reason && 'kim' },
  counts: { add: 1, change: 1, remove: 0 },
});
const change = {
  ...{ concern: 'opt_out', action: 'change', kind: 'sender', key: '12345' },
  fields: [{ field: 'optOutText', before: 'Bye.', after: 'Good bye.' }],
};
const outcome = { intent: 'reply', rule: 'keyword/exact', keyword: 'DISCOUNT' };
const step = { words: 'Which size?', line: 9, problems: [] };

/** What the back end says of a parley.yaml with one flow, by address. */
export const keywordAnswers: Record<string, object> = {
  '/v1/config/versions': {
    versions: [versionHead('r2-b', 'the sale begins'), versionHead('r1-a', undefined)],
  },
  '/v1/config/versions/latest': {
    head: versionHead('r2-b', 'the sale begins'),
    text: 'version: 1\n',
    changes: [change],
  },
  '/v1/config/versions/r1-a': {
    head: versionHead('r1-a', undefined),
    text: 'version: 1 # old\n',
    changes: [change],
  },
  '/v1/config/drafts/checks': {
    problems: [],
    senders: ['12345'],
    keywords: [
      {
        ...{ keyword: 'DISCOUNT', sender: '12345', also: ['SALE'], does: 'reply' },
        ...{ what: 'Your code', line: 3, problems: 0 },
      },
    ],
    flows: [
      {
        ...{ flow: 'size-survey', sender: '12345', line: 8 },
        steps: [
          { ...step, step: 'size', kind: 'ask' },
          {
            ...step,
            step: 'bye',
            kind: 'end',
            problems: ['No step leads to "bye"; lead to it or remove it.'],
          },
        ],
        ways: [
          { from: 'size', to: 'bye', when: 'an answer' },
          { from: 'size', when: 'no answer in 1 day' },
        ],
      },
    ],
  },
  '/v1/config/drafts/plans': { changes: [{ ...change, concern: 'other', key: '12346', fields: [] }, change] },
  '/v1/config/drafts/dry-runs': {
    ...{ read: 2, of: 2 },
    result: {
      ...{ texts: 2, conversations: 1, changed: 1, unreadable: 0, days: 7 },
      byKind: { opt_out: 0, consent: 0, other: 1 },
      list: [
        {
          ...{
            kind: 'other',
            sender: '12345',
            text: 'discount',
            count: 1,
            people: 1,
            subscribers: ['+1•••••0101'],
          },
          before: { ...outcome, answer: 'WARM30' },
          after: { ...outcome, answer: 'WARM40' },
        },
      ],
    },
  },
};

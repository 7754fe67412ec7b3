import { byConcern, changeKindOf } from './change-kind.js';
import type { Change } from './plan.js';

function change(kind: Change['kind'], key: string, more: object): Change {
  return { kind, key, fields: [], action: 'change', before: {}, after: {}, ...more } as Change;
}

const reply = change('keyword', '12345/A', { before: { action: 'reply' }, after: { action: 'reply' } });
const joins = change('keyword', '12345/B', { before: { action: 'reply' }, after: { action: 'subscribe' } });
const leaves = change('keyword', '12345/C', {
  before: { action: 'unsubscribe' },
  after: { action: 'reply' },
});
const scope = change('sender', '12345', { fields: [{ field: 'optOutScope' }] });
const speed = change('sender', '12346', { fields: [{ field: 'segmentsPerSecond' }] });
const gone = change('program', 'club', { action: 'remove' });
const program = change('program', 'other', { fields: [{ field: 'name' }] });

test.each<[string, Change, string]>([
  ['another reply', reply, 'other'],
  ['a keyword that lets people in', joins, 'consent'],
  ['a keyword that let people out', leaves, 'opt_out'],
  ['how far a STOP reaches', scope, 'opt_out'],
  ['a speed', speed, 'other'],
  ['a program that goes', gone, 'opt_out'],
  ['a program', program, 'consent'],
])('%s', (_, each, kind) => {
  expect(changeKindOf(each)).toBe(kind);
});

it('is read with opt-outs first, and otherwise in its order', () => {
  expect(byConcern([reply, joins, leaves, scope])).toEqual([leaves, scope, joins, reply]);
});

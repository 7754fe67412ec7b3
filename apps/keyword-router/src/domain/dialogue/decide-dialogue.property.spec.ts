import * as fc from 'fast-check';
import { aChoose, aFlow, anAsk, aSay, aSender, NOON } from '../flow/flow.builder.js';
import { decideDialogue, type DialogueContext } from './decide-dialogue.js';
import { dueOf, isActive, startDialogue, type Dialogue } from './dialogue.js';
import type { DialogueInput } from './dialogue.input.js';

const flows = [
  aFlow('a', anAsk('a1'), { step: 'a2', kind: 'wait', for: '1 hour' }, aSay('a3')),
  aFlow('b', aChoose('b1', [{ label: 'Red' }, { label: 'Blue' }]), {
    step: 'b2',
    kind: 'handoff',
    text: 'Wait',
  }),
  aFlow('c', { step: 'c1', kind: 'subscribe', program: 'club', timeout: '1 day' }, aSay('c2')),
  aFlow('d', { step: 'd1', kind: 'coupon', pool: 'p', text: '{{ coupon }}', onEmpty: 'd2' }, anAsk('d2')),
];

type Happening = DialogueInput | 'due' | 'drawn' | 'reply' | 'release';
const start = fc.record({
  kind: fc.constant('start' as const),
  start: fc.record({ id: fc.uuid(), flow: fc.constantFrom('a', 'b', 'c', 'd'), values: fc.constant({}) }),
  replaces: fc.boolean(),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { arbitrary: start, weight: 4 },
  fc.constantFrom<Happening>(
    'due',
    'drawn',
    'reply',
    'release',
    { kind: 'answer', answer: { ok: true, value: 'x', choice: 0 } },
    { kind: 'answer', answer: { ok: false } },
    { kind: 'message' },
    { kind: 'not_understood' },
    { kind: 'consent', program: 'club', to: 'in' },
    { kind: 'consent', program: 'club', to: 'pending' },
  ),
);
const stop = fc.constantFrom<DialogueInput>(
  { kind: 'stop' },
  { kind: 'consent', program: '*', to: 'out' },
  { kind: 'consent', program: 'club', to: 'out' },
);

function inputOf({ flows: { run }, support }: Dialogue, what: Happening): DialogueInput {
  const at = { run: run?.id ?? '', step: run?.asked.step ?? '' };
  if (what === 'due') {
    return support
      ? { kind: 'idle', caseId: support.id, dueAtMs: support.idleAt }
      : { kind: 'timer', ...at, dueAtMs: run?.wakeAt ?? 0 };
  }
  if (what === 'drawn') return { kind: 'coupon', ...at, code: 'A1' };
  if (what === 'reply' || what === 'release') {
    return { kind: 'reply', caseId: support?.id ?? '', text: 'Hi', release: what === 'release' };
  }
  return what;
}

const contextAt = (nowMs: number): DialogueContext => ({
  nowMs,
  sender: aSender,
  flow: (name) => flows.find(({ flow }) => flow === name),
  program: () => undefined,
  preference: () => undefined,
  render: (template) => template,
});

const stories = fc.array(happening, { maxLength: 25 });

/** Plays a story and gives each moment of it to the check. */
function play(
  story: readonly Happening[],
  check: (dialogue: Dialogue, input: DialogueInput, before: Dialogue, said: readonly string[]) => void,
): Dialogue {
  let dialogue = startDialogue({ subscriber: '+14155550101', sender: '12345' });
  story.forEach((what, minute) => {
    const input = inputOf(dialogue, what);
    const cause = { id: `cause-${minute}`, text: 'words' };
    const decision = decideDialogue(dialogue, input, contextAt(NOON + minute * 60_000), cause);
    const said = decision.effects.flatMap((effect) => (effect.kind === 'text' ? effect.text : []));
    check(decision.dialogue, input, dialogue, said);
    dialogue = decision.dialogue;
  });
  return dialogue;
}

describe('whatever happens to a conversation', () => {
  it('an opt-out of any kind ends every flow, those in line and the case, at once', () => {
    fc.assert(
      fc.property(stories, stop, (story, optOut) => {
        const dialogue = play(story, () => undefined);
        const after = decideDialogue(dialogue, optOut, contextAt(NOON), { id: 'stop' });
        expect(isActive(after.dialogue)).toBe(false);
        expect(dueOf(after.dialogue)).toBeUndefined();
        expect(after.effects.filter(({ kind }) => kind !== 'case/closed')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('automation is quiet while a person has it', () => {
    fc.assert(
      fc.property(stories, (story) => {
        play(story, (after, input, before, said) => {
          const quiet = before.support && after.support;
          if (quiet && input.kind !== 'reply' && input.kind !== 'coupon') expect(said).toEqual([]);
          if (quiet && input.kind === 'reply') expect(said).toEqual(['Hi']);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('what waits for the clock has a time, once: what was heard of before changes nothing', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const heard = new Set<string>();
        play([...story], (after, input, before) => {
          if (input.kind !== 'timer' && input.kind !== 'idle') return;
          const due = dueOf(before);
          if (!due) return;
          const name = `${due.id}/${due.step}/${due.atMs}`;
          expect(heard).not.toContain(name);
          heard.add(name);
          expect(after).not.toEqual(before);
        });
      }),
      { numRuns: 1000 },
    );
  });
});

import type { ConsentStateName } from '@parley/contracts';
import { refusalOf, type Permitted, type Purpose } from './permission.js';

const states: readonly ConsentStateName[] = ['none', 'pending', 'in', 'out'];
const codes = { '.': undefined, O: 'OPTED_OUT', C: 'NO_CONSENT' } as const;

// For each purpose: what happens with the program at none, pending, in, out (. goes, O opted out, C no consent);
// left without, right with an opt-out of everything on the sender.
const underAProgram: Record<Purpose, [string, string]> = {
  opt_out_confirmation: ['....', '....'],
  help: ['....', '....'],
  opt_in_prompt: ['...O', 'O.OO'],
  opt_in_confirmation: ['...O', 'OOOO'],
  information: ['CC.O', 'OOOO'],
};
const underNone: Record<Purpose, [string, string]> = {
  opt_out_confirmation: ['.', '.'],
  help: ['.', '.'],
  opt_in_prompt: ['.', 'O'],
  opt_in_confirmation: ['.', 'O'],
  information: ['.', 'O'],
};

const cases = (['none', 'out'] as const).flatMap((senderState, column) =>
  (Object.keys(underAProgram) as Purpose[]).flatMap((purpose) => [
    ...states.map((programState, i) => {
      const text: Permitted = { purpose, lane: 'transactional', hasProgram: true, programState, senderState };
      return [purpose, programState, senderState, text, underAProgram[purpose][column]![i]] as const;
    }),
    [
      purpose,
      'no program',
      senderState,
      { purpose, lane: 'transactional', hasProgram: false, programState: 'none', senderState } as Permitted,
      underNone[purpose][column],
    ] as const,
  ]),
);

describe('permission to send', () => {
  it.each(cases)('of %s, program at %s, sender at %s', (_purpose, _program, _sender, text, mark) => {
    expect(refusalOf(text)).toBe(codes[mark as keyof typeof codes]);
  });

  it('of bulk wants a program and its consent', () => {
    const bulk = { purpose: 'information', lane: 'bulk', senderState: 'none' } as const;
    expect(refusalOf({ ...bulk, hasProgram: false, programState: 'none' })).toBe('NO_CONSENT');
    expect(refusalOf({ ...bulk, hasProgram: true, programState: 'pending' })).toBe('NO_CONSENT');
    expect(refusalOf({ ...bulk, hasProgram: true, programState: 'in' })).toBeUndefined();
  });

  it('does not depend on the lane for anything else', () => {
    for (const [, , , text, mark] of cases) {
      for (const lane of ['compliance', 'reply'] as const) {
        expect(refusalOf({ ...text, lane })).toBe(codes[mark as keyof typeof codes]);
      }
    }
  });
});

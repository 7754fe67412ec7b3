import type { FlowStep } from '@parley/contracts';
import { didYouMean } from '@parley/sms';
import type { Entries, Entry } from './entries.js';
import type { FlowEntry } from './parley-file.schema.js';
import type { Finding, Path, ProblemCode } from './problem.js';
import { exitsOf, isZone, pauses, purposeOf, reservedIntent } from './router-rules.js';

/** Flows that cannot be walked: ways that lead nowhere, steps that nothing leads to, circles without a pause. */
export function flowFindings({ flows, senders }: Entries): Finding[] {
  const countries = new Map(senders.map(({ value }) => [value.sender, value.country]));
  return flows.flatMap((flow) => [
    ...unknownSteps(flow),
    ...unreachable(flow),
    ...circles(flow),
    ...flow.value.steps.flatMap((step, index) =>
      stepFindings(
        step,
        [...flow.path, 'steps', index],
        flow.value,
        countries.get(flow.value.sender) ?? 'US',
      ),
    ),
  ]);
}

function unknownSteps({ path, value: { steps } }: Entry<FlowEntry>): Finding[] {
  const names = steps.map(({ step }) => step);
  return steps.flatMap((step, index) =>
    exitsOf(step).flatMap(({ at, target }) => {
      if (target === undefined || names.includes(target)) return [];
      const hint = didYouMean(target, names) || '; add it or correct the name.';
      return [
        say([...path, 'steps', index, ...at], 'STEP_UNKNOWN', `This flow has no step "${target}"${hint}`),
      ];
    }),
  );
}

function unreachable({ path, value: { steps } }: Entry<FlowEntry>): Finding[] {
  const reached = new Set<number>();
  const follow = (from: number): void => {
    if (reached.has(from) || from >= steps.length) return;
    reached.add(from);
    for (const to of waysFrom(steps, from)) follow(to);
  };
  follow(0);
  return steps.flatMap(({ step }, index) =>
    reached.has(index)
      ? []
      : [
          say(
            [...path, 'steps', index, 'step'],
            'STEP_UNREACHABLE',
            `No step leads to "${step}"; lead to it or remove it.`,
          ),
        ],
  );
}

/** The first step of each circle that neither asks nor waits: it would speak without an end. */
function circles({ path, value: { steps } }: Entry<FlowEntry>): Finding[] {
  const state = new Map<number, 'open' | 'done'>();
  const found = new Set<number>();
  const walk = (from: number): void => {
    if (from >= steps.length || pauses(steps[from]!) || state.get(from) === 'done') return;
    if (state.get(from) === 'open') return void found.add(from);
    state.set(from, 'open');
    for (const to of waysFrom(steps, from)) walk(to);
    state.set(from, 'done');
  };
  steps.forEach((_, index) => walk(index));
  return [...found].map((index) => {
    const message = `The flow comes back to "${steps[index]!.step}" without asking or waiting; put an ask, a choose or a wait into the circle.`;
    return say([...path, 'steps', index, 'step'], 'FLOW_LOOP', message);
  });
}

function waysFrom(steps: readonly FlowStep[], from: number): number[] {
  return exitsOf(steps[from]!).flatMap(({ target }) => {
    if (target === undefined) return [from + 1];
    const to = steps.findIndex(({ step }) => step === target);
    return to < 0 ? [] : [to];
  });
}

function stepFindings(step: FlowStep, path: Path, flow: FlowEntry, country: string): Finding[] {
  switch (step.kind) {
    case 'coupon':
      return couponFindings(step, path);
    case 'choose':
      return step.choices.flatMap(({ label, words }, index) => [
        ...reserved(label, [...path, 'choices', index, 'label'], country),
        ...words.flatMap((word, place) =>
          reserved(word, [...path, 'choices', index, 'words', place], country),
        ),
      ]);
    case 'branch':
      return step.when.flatMap((condition, index) => {
        const at = [...path, 'when', index];
        if (condition.on === 'time' && !isZone(condition.zone)) {
          return [
            say(
              [...at, 'zone'],
              'ZONE_UNKNOWN',
              `"${condition.zone}" is no time zone; write it as in America/New_York.`,
            ),
          ];
        }
        return condition.on === 'answer' ? asked(condition.step, [...at, 'step'], flow) : [];
      });
    default:
      return [];
  }
}

function couponFindings(step: Extract<FlowStep, { kind: 'coupon' }>, path: Path): Finding[] {
  if ((step.code === undefined) === (step.pool === undefined)) {
    return [
      say([...path, 'step'], 'COUPON_SOURCE', `The coupon "${step.step}" needs either a code or a pool.`),
    ];
  }
  if (step.pool === undefined || step.onEmpty !== undefined) return [];
  const message = `The coupon "${step.step}" draws from a pool, which can be empty; say in onEmpty which step follows then.`;
  return [say([...path, 'step'], 'COUPON_SOURCE', message)];
}

function reserved(word: string, path: Path, country: string): Finding[] {
  const intent = reservedIntent(word, country);
  if (intent === undefined || intent === 'confirm') return [];
  const message = `"${word}" cannot be chosen: before any answer it is ${purposeOf(intent)}; choose another word.`;
  return [say(path, 'CHOICE_RESERVED', message)];
}

function asked(name: string, path: Path, { steps }: FlowEntry): Finding[] {
  const step = steps.find((each) => each.step === name);
  if (step?.kind === 'ask' || step?.kind === 'choose') return [];
  return [
    say(path, 'STEP_WITHOUT_ANSWER', `"${name}" is no step of this flow that asks; name an ask or a choose.`),
  ];
}

function say(path: Path, code: ProblemCode, message: string): Finding {
  return { path, on: 'value', code, message };
}

import type { FlowStep } from '@parley/contracts';
import { exitsOf } from '@parley/intents';
import type { Entry } from './entries.js';
import type { FlowEntry } from './parley-file.schema.js';
import type { ExaminedFile, PlacedProblem } from './parse-parley-file.js';
import type { Path } from './problem.js';
import { wordsOfCondition } from './condition-words.js';

/** A way from a step to another, and when it is taken; without words: always. */
export interface FlowWay {
  readonly from: string;
  /** Absent: the flow is over. */
  readonly to?: string | undefined;
  readonly when?: string | undefined;
}

export interface FlowStepOutline {
  readonly step: string;
  readonly kind: FlowStep['kind'];
  /** What is said, or what is done where nothing is. */
  readonly words?: string | undefined;
  /** Where it stands in the file, from 1. */
  readonly line: number;
  /** What is wrong with it, in sentences. */
  readonly problems: readonly string[];
}

/** A flow as a graph. */
export interface FlowOutline {
  readonly flow: string;
  readonly sender: string;
  readonly line: number;
  readonly steps: readonly FlowStepOutline[];
  readonly ways: readonly FlowWay[];
}

/** The flows of a file whose shape is right, also where they can't be walked yet. */
export function flowOutlines({ entries, problems, lineOf }: ExaminedFile): FlowOutline[] {
  return (entries?.flows ?? []).map(({ path, value: { flow, sender, steps } }: Entry<FlowEntry>) => ({
    flow,
    sender,
    line: lineOf(path),
    steps: steps.map((step, index) => {
      const place = [...path, 'steps', index];
      return {
        step: step.step,
        kind: step.kind,
        words: wordsOfStep(step),
        line: lineOf(place),
        problems: problems.filter((problem) => isWithin(problem, place)).map(({ message }) => message),
      };
    }),
    ways: steps.flatMap((step, index) => waysOf(step, steps[index + 1]?.step)),
  }));
}

function isWithin({ path = [] }: PlacedProblem, place: Path): boolean {
  return place.every((segment, at) => path[at] === segment);
}

function waysOf(step: FlowStep, below: string | undefined): FlowWay[] {
  const exits = exitsOf(step).map(({ at, target }) => ({
    from: step.step,
    to: target ?? below,
    when: wordsOfExit(step, at),
  }));
  return exits.filter(
    (way, index) => exits.findIndex((other) => other.to === way.to && other.when === way.when) === index,
  );
}

function wordsOfStep(step: FlowStep): string | undefined {
  if (step.kind === 'wait') return step.for;
  if (step.kind === 'subscribe') return `the opt-in to ${step.program}`;
  return 'text' in step ? step.text : undefined;
}

function wordsOfExit(step: FlowStep, at: Path): string | undefined {
  const [field, index] = at;
  if (step.kind === 'branch')
    return field === 'when' ? wordsOfCondition(step.when[Number(index)]!) : 'otherwise';
  if (step.kind === 'choose' && field === 'choices') return step.choices[Number(index)]!.label;
  if (field === 'onTimeout' && 'timeout' in step)
    return step.kind === 'subscribe' ? `not in ${step.timeout}` : `no answer in ${step.timeout}`;
  if (field === 'otherwise') return 'no right answer';
  if (field === 'onEmpty') return 'none left';
  if (step.kind === 'ask') return 'an answer';
  if (step.kind === 'subscribe') return 'opted in';
  if (step.kind !== 'choose') return undefined;
  return step.choices.some(({ next }) => next !== undefined) ? 'another choice' : 'a choice';
}

import { isDeepStrictEqual } from 'node:util';
import type { FieldDifference } from './plan.js';

/** A flow's steps differ one by one, by their names: nobody finds a changed word in two lists of twenty steps. */
export function byStep(difference: FieldDifference): FieldDifference[] {
  const { field, before, after } = difference;
  if (!isSteps(before) || !isSteps(after)) return [difference];
  const was = new Map(before.map((step) => [step.step, step]));
  const is = new Map(after.map((step) => [step.step, step]));
  const names = [...is.keys(), ...[...was.keys()].filter((name) => !is.has(name))];
  const found = names.flatMap((name) => stepDifferences(`${field}.${name}`, was.get(name), is.get(name)));
  const stay = (steps: readonly Step[]) =>
    steps.map(({ step }) => step).filter((name) => was.has(name) && is.has(name));
  if (isDeepStrictEqual(stay(before), stay(after))) return found;
  return [...found, { field: `${field}, in order`, before: [...was.keys()], after: [...is.keys()] }];
}

function stepDifferences(name: string, before?: Step, after?: Step): FieldDifference[] {
  if (before === undefined || after === undefined) return [{ field: name, before, after }];
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return fields
    .map((field) => ({ field: `${name}.${field}`, before: before[field], after: after[field] }))
    .filter((each) => !isDeepStrictEqual(each.before, each.after));
}

type Step = Readonly<Record<string, unknown>> & { readonly step: string };

function isSteps(value: unknown): value is readonly Step[] {
  return Array.isArray(value) && value.every((each: Partial<Step> | null) => typeof each?.step === 'string');
}

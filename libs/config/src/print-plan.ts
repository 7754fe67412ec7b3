import { isDeepStrictEqual } from 'node:util';
import { createColors } from 'picocolors';
import type { Change, FieldDifference } from './plan.js';

const SIGNS = { add: '+', change: '~', remove: '-' } as const;

/** The plan as people read it: a line per entry, a line per field, a sum. Ends with a line break. */
export function printPlan(changes: readonly Change[], options: { readonly color: boolean }): string {
  if (changes.length === 0) return 'Nothing to change.\n';
  const paint = createColors(options.color);
  const colors = { add: paint.green, change: paint.yellow, remove: paint.red };
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  const lines = changes.flatMap((change) => [
    colors[change.action](`${SIGNS[change.action]} ${change.kind} ${change.key}`),
    ...(change.action === 'remove'
      ? []
      : change.fields.flatMap(byStep).map((field) => `    ${fieldLine(field)}`)),
  ]);
  const sum = `${count('add')} to add, ${count('change')} to change, ${count('remove')} to remove.`;
  return `${[...lines, paint.bold(sum)].join('\n')}\n`;

  function fieldLine({ field, before, after }: FieldDifference): string {
    const was = before === undefined ? '' : paint.red(JSON.stringify(before));
    const is = after === undefined ? paint.dim('removed') : paint.green(JSON.stringify(after));
    return `${field}: ${was === '' ? is : `${was} ${paint.dim('→')} ${is}`}`;
  }
}

/** A flow's steps differ one by one, by their names: nobody finds a changed word in two lists of twenty steps. */
function byStep(difference: FieldDifference): FieldDifference[] {
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

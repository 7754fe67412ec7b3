import { createColors } from 'picocolors';
import type { Change, FieldDifference } from './plan.js';
import { byStep } from './step-differences.js';

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

import type { ChangedText, ChangeKind, Outcome, ReplayResult } from '@parley/config';
import type { Colors } from '../terminal/terminal.js';

const TITLES: Record<ChangeKind, string> = {
  opt_out: 'Opt-outs that would begin, end or reach elsewhere',
  consent: 'Consent otherwise',
  other: 'Other answers',
};
const NUMBERS_SHOWN = 3;

/** The list as people read it: opt-outs first, a text and its outcomes in two lines. */
export function renderReplay(
  result: ReplayResult,
  since: string,
  colors: Colors,
  number: (whole: string) => string,
): string[] {
  const { texts, conversations, changed } = result;
  const read = `${count(texts)} texts since ${since} in ${count(conversations)} conversations`;
  if (changed === 0) return [`${read}: none would come to something else.`];
  const lines = [`${read}: ${colors.bold(count(changed))} would come to something else.`];
  for (const kind of ['opt_out', 'consent', 'other'] as const) {
    const entries = result.list.filter((entry) => entry.kind === kind);
    if (entries.length === 0) continue;
    lines.push('', colors.bold(`${TITLES[kind]}: ${count(result.byKind[kind])}`));
    for (const entry of entries) lines.push(...linesOf(entry, colors, number));
  }
  return lines;
}

function linesOf(entry: ChangedText, colors: Colors, number: (whole: string) => string): string[] {
  const { sender, text, before, after, subscribers } = entry;
  const shown = subscribers.slice(0, NUMBERS_SHOWN).map(number).join(', ');
  const more = subscribers.length > NUMBERS_SHOWN ? ` and ${subscribers.length - NUMBERS_SHOWN} more` : '';
  return [
    `${String(entry.count).padStart(6)} ×  ${JSON.stringify(text)} to ${sender}  ${colors.dim(`${shown}${more}`)}`,
    `          ${colors.red(outcome(before))}`,
    `        ${colors.dim('→')} ${colors.green(outcome(after))}`,
  ];
}

function outcome({ intent, rule, keyword, program, scope, answer }: Outcome): string {
  const reach = scope === 'sender' ? ' everything' : '';
  const what = [intent, program].filter((part) => part !== undefined).join(' ') + reach;
  const by = [rule, keyword].filter((part) => part !== undefined).join(' ');
  return `${what} (${by})${answer === undefined ? '' : `: ${shortened(answer)}`}`;
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

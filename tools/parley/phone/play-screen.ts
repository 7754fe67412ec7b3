import type { Conversation, HouseEvent, Step, Turn } from '../../conversations/conversation.js';
import type { Outcome } from '../../conversations/judge-turn.js';
import type { Watcher } from '../../conversations/play-conversation.js';
import type { Terminal } from '../terminal/terminal.js';

type Screen = Pick<Terminal, 'colors' | 'print'>;

/** The heading of a conversation that is going to be played. */
export function headingOf({ name, file, line }: Conversation, { colors }: Screen): string {
  return `${colors.bold(name)}  ${colors.dim(`${file}:${line}`)}`;
}

/** Shows a conversation while it is played: what comes next and is expected, then what came, and how it differs. */
export class PlayScreen implements Watcher {
  /**
   * @param next resolves when the step that is shown may begin
   */
  constructor(
    private readonly screen: Screen,
    private readonly next: () => Promise<void>,
  ) {}

  async begins(step: Step): Promise<void> {
    const { screen } = this;
    for (const line of stepLines(step, screen.colors)) screen.print(line);
    await this.next();
  }

  ended(turn: Turn, outcome: Outcome, differences: readonly string[]): void {
    const { colors } = this.screen;
    for (const line of outcomeLines(turn, outcome, colors)) this.screen.print(line);
    for (const difference of differences) this.screen.print(`    ${colors.red('✗')} ${difference}`);
  }
}

/** What a step does, and what is expected of it. */
export function stepLines(step: Step, colors: Terminal['colors']): string[] {
  if (step.kind === 'wait') return [`  ${colors.yellow(step.written)}`];
  const { hears, refused, notTaken, published, notPublished } = step.expects;
  const quiet = hears.length === 0 && refused.length === 0 && notTaken === undefined;
  const expected = [
    ...hears.map((text) => `hears ${JSON.stringify(text)}`),
    ...refused.map((code) => `a text is refused: ${code}`),
    ...(notTaken === undefined ? [] : [`is not taken: ${notTaken}`]),
    ...(quiet ? ['silence'] : []),
    ...published.map(shownEvent),
    ...notPublished.map((name) => `no ${name}`),
  ];
  return [`  ${doing(step, colors)}`, ...expected.map((line) => colors.dim(`    expected  ${line}`))];
}

function doing(turn: Turn, colors: Terminal['colors']): string {
  const place = colors.dim(`${turn.phone} → ${turn.sender}`);
  switch (turn.kind) {
    case 'says':
      return `${place}  ${colors.bold(turn.text)}`;
    case 'asks':
      return `${colors.dim(`${turn.by}:`)}  ${colors.bold(turn.event)} ${JSON.stringify(turn.data)}`;
    case 'hears':
      return `${colors.dim(`${turn.phone} ← ${turn.sender}`)}  what comes by itself`;
  }
}

/** What came of a turn: every text, and the events that were spoken of. */
function outcomeLines(
  { expects, sender }: Turn,
  { heard, published, notTaken }: Outcome,
  colors: Terminal['colors'],
): string[] {
  const names = new Set(expects.published.map(({ event }) => event));
  const told = published.filter(({ event }) => names.has(event)).map(({ event }) => event);
  const came = [
    ...heard.map((text) => `${text.sender === sender ? '' : `${text.sender} `}${colors.green(text.text)}`),
    ...(heard.length === 0 && notTaken === undefined ? [colors.dim('(silence)')] : []),
    ...(notTaken === undefined ? [] : [`not taken: ${notTaken}`]),
  ].map((line) => `    heard     ${line}`);
  return told.length === 0 ? came : [...came, colors.dim(`    published ${told.join(', ')}`)];
}

function shownEvent({ event, data }: HouseEvent): string {
  return Object.keys(data).length === 0 ? event : `${event} ${JSON.stringify(data)}`;
}

import type { Conversation, HouseEvent, Step, Turn } from '../../conversations/conversation.js';
import type { Outcome } from '../../conversations/judge-turn.js';
import type { Mismatch, Watcher } from '../../conversations/play-conversation.js';
import type { Terminal } from '../terminal/terminal.js';
import { wrapped } from '../terminal/wrapped.js';

type Screen = Pick<Terminal, 'colors' | 'columns' | 'print' | 'write'>;
type Paint = (text: string) => string;

/** Shows a conversation while it is played: what comes next and is expected, then what came, and how it differs. */
export class PlayScreen implements Watcher {
  /**
   * @param next resolves when the step that is shown may begin
   * @param hint shown as long as that is waited for
   */
  constructor(
    private readonly screen: Screen,
    private readonly next: () => Promise<void>,
    private readonly hint = '',
  ) {}

  /** The heading of a conversation that is going to be played. */
  heading({ name, file, line }: Conversation): void {
    const { colors } = this.screen;
    this.screen.print();
    this.row('', name, colors.bold);
    this.row('', `${file}:${line}`, colors.dim);
  }

  /** A conversation that is not played here, and why. */
  leftOut(why: string): void {
    this.row('  ', `Only in memory: ${why}`, this.screen.colors.yellow);
  }

  async begins(step: Step): Promise<void> {
    this.step(step);
    if (this.hint !== '') this.screen.write(this.screen.colors.dim(`    ${this.hint}`));
    try {
      await this.next();
    } finally {
      if (this.hint !== '') this.screen.write('\r\x1b[2K');
    }
  }

  /** What came of a turn: every text, and the events that were spoken of. */
  ended({ expects, sender }: Turn, { heard, published, notTaken }: Outcome): void {
    const { colors } = this.screen;
    for (const text of heard)
      this.row(
        '    heard     ',
        `${text.sender === sender ? '' : `${text.sender} `}${text.text}`,
        colors.green,
      );
    if (heard.length === 0 && notTaken === undefined) this.row('    heard     ', '(silence)', colors.dim);
    if (notTaken !== undefined) this.row('    not taken ', notTaken);
    const names = new Set(expects.published.map(({ event }) => event));
    const told = published.filter(({ event }) => names.has(event)).map(({ event }) => event);
    if (told.length > 0) this.row('    published ', told.join(', '), colors.dim);
  }

  /** The end of a conversation: as written, or where and how it differs. */
  end(mismatch: Mismatch | undefined): void {
    const { colors } = this.screen;
    if (mismatch === undefined) return this.screen.print(`  ${colors.green('✓ as written')}`);
    for (const difference of mismatch.differences) this.row('    ✗ ', difference, colors.red);
    this.row('  ', `✗ not as written: ${mismatch.file}:${mismatch.line}`, colors.red);
  }

  /** What a step does, and what is expected of it. */
  private step(step: Step): void {
    const { colors } = this.screen;
    if (step.kind === 'wait') return this.row('  ', step.written, colors.yellow);
    this.row(`  ${whose(step)}  `, doing(step), colors.bold);
    for (const line of expectedOf(step)) this.row('    expected  ', line, colors.dim);
  }

  private row(lead: string, text: string, paint?: Paint): void {
    for (const line of wrapped(lead, text, this.screen.columns ?? Infinity, paint)) this.screen.print(line);
  }
}

function whose(turn: Turn): string {
  if (turn.kind === 'asks') return `${turn.by}:`;
  return `${turn.phone} ${turn.kind === 'says' ? '→' : '←'} ${turn.sender}`;
}

function doing(turn: Turn): string {
  switch (turn.kind) {
    case 'says':
      return turn.text;
    case 'asks':
      return shownEvent(turn);
    case 'hears':
      return 'what comes by itself';
  }
}

function expectedOf({ expects }: Turn): string[] {
  const { hears, refused, notTaken, published, notPublished } = expects;
  const quiet = hears.length === 0 && refused.length === 0 && notTaken === undefined;
  return [
    ...hears.map((text) => `hears ${JSON.stringify(text)}`),
    ...refused.map((code) => `a text is refused: ${code}`),
    ...(notTaken === undefined ? [] : [`is not taken: ${notTaken}`]),
    ...(quiet ? ['silence'] : []),
    ...published.map(shownEvent),
    ...notPublished.map((name) => `no ${name}`),
  ];
}

/** As the files write it, which breaks between fields. */
function shownEvent({ event, data }: HouseEvent): string {
  const fields = Object.entries(data).map(
    ([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return fields.length === 0 ? event : `${event} { ${fields.join(', ')} }`;
}

import type { ProgressState } from '../../infra/infrastructure.js';
import { seconds } from './durations.js';
import type { Terminal } from './terminal.js';

interface Step {
  readonly name: string;
  readonly startedAt: number;
  detail: string | undefined;
  /** Tells of a step that takes long where lines can't be redrawn. */
  slow: NodeJS.Timeout | undefined;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const SLOW_MS = 2_000;
const NAME_WIDTH = 16;

/**
 * Steps with their times, one line each as it ends. On a terminal those under way are shown below with a spinner;
 * elsewhere a step is named once it takes longer than 2 s.
 */
export class Progress {
  private readonly running = new Map<string, Step>();
  private timer: NodeJS.Timeout | undefined;
  private drawn = 0;
  private frame = 0;

  constructor(private readonly terminal: Terminal) {}

  /** Fits `progress` of the infrastructure and the platform. */
  readonly step = (name: string, state: ProgressState, detail?: string): void => {
    if (state === 'start') return this.begin(name, detail);
    const step = this.running.get(name);
    this.forget(step);
    const { colors } = this.terminal;
    const sign = state === 'skip' ? colors.dim('–') : colors.green('✓');
    const took = step === undefined ? '' : seconds(performance.now() - step.startedAt);
    const line = `${sign} ${name.padEnd(NAME_WIDTH)} ${took.padStart(7)}  ${colors.dim(detail ?? '')}`;
    this.redraw(`${line.trimEnd()}\n`);
  };

  /** A line in between. */
  say(line: string): void {
    this.redraw(`${line}\n`);
  }

  /** Ends the display; what is under way is no longer shown. */
  end(): void {
    for (const step of [...this.running.values()]) this.forget(step);
    this.redraw('');
  }

  private begin(name: string, detail: string | undefined): void {
    const step: Step = { name, startedAt: performance.now(), detail, slow: undefined };
    this.running.set(name, step);
    if (this.terminal.interactive) {
      this.timer ??= setInterval(() => this.redraw(''), FRAME_MS);
      this.redraw('');
    } else {
      step.slow = setTimeout(
        () => this.terminal.print(`… ${name}${detail === undefined ? '' : `: ${detail}`}`),
        SLOW_MS,
      );
    }
  }

  private forget(step: Step | undefined): void {
    if (step === undefined) return;
    clearTimeout(step.slow);
    this.running.delete(step.name);
    if (this.running.size > 0 || this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private redraw(above: string): void {
    const { terminal } = this;
    if (!terminal.interactive) {
      if (above !== '') terminal.write(above);
      return;
    }
    const sign = FRAMES[(this.frame += 1) % FRAMES.length]!;
    const lines = [...this.running.values()].map((step) => this.lineOf(step, sign));
    const back = this.drawn === 0 ? '' : `\x1b[${this.drawn}A\x1b[0J`;
    this.drawn = lines.length;
    terminal.write(back + above + lines.map((line) => `${line}\n`).join(''));
  }

  private lineOf({ name, startedAt, detail }: Step, sign: string): string {
    const { colors } = this.terminal;
    const took = seconds(performance.now() - startedAt).padStart(7);
    return `${colors.cyan(sign)} ${name.padEnd(NAME_WIDTH)} ${took}  ${colors.dim(detail ?? '')}`.trimEnd();
  }
}

import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** A command on a terminal of its own, as a person has it in front of them: by `script` of util-linux. */
export class PseudoTerminal {
  private shown = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly script: ChildProcessWithoutNullStreams) {
    this.ended = once(script, 'close').then(([code]) => code as number | null);
    script.stdout.setEncoding('utf8').on('data', (text: string) => (this.shown += text));
  }

  /** Whether this machine can give one; other systems have a `script` that takes no command so. */
  static get isThere(): boolean {
    return spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
  }

  /** @param columns how wide its window is */
  static open(command: readonly string[], columns: number, env: NodeJS.ProcessEnv): PseudoTerminal {
    const words = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    const line = `stty cols ${columns} && exec ${words}`;
    return new PseudoTerminal(spawn('script', ['-qefc', line, '/dev/null'], { env }));
  }

  /** All that was shown so far, without its colours. */
  get screen(): string {
    return stripVTControlCharacters(this.shown).replaceAll('\r', '');
  }

  /** Resolves once the screen is so; rejects with the screen when the command ends before. */
  async shows(expected: RegExp): Promise<void> {
    let over = false;
    while (!expected.test(this.screen)) {
      if (over) throw new Error(`${expected} was not shown:\n${this.screen}`);
      const more = once(this.script.stdout, 'data').then(() => false);
      over = await Promise.race([this.ended.then(() => true), more]);
    }
  }

  press(keys: string): void {
    this.script.stdin.write(keys);
  }

  /** Resolves with the command's exit code. */
  exit(): Promise<number | null> {
    return this.ended;
  }

  close(): void {
    this.script.kill('SIGHUP');
  }
}

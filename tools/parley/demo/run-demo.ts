import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ParleyFileError, parseParleyFile } from '@parley/config';
import { traceTrees } from '@parley/traces';
import type { CommandContext } from '../commands/command-context.js';
import { Phone } from '../phone/phone.js';
import { playTurn } from '../phone/play-turn.js';
import { Platform } from '../platform.js';
import { throwAwayDir } from '../platform/throw-away-dir.js';
import { seconds } from '../terminal/durations.js';
import { Interrupts } from '../terminal/interrupts.js';
import { Progress } from '../terminal/progress.js';
import { renderTrace } from '../traces/render-trace.js';
import { SpanReader } from '../traces/span-reader.js';
import { judge, type Verdict } from './judge.js';
import { storyOf, type Story } from './story.js';
import { turnLines } from './turn-lines.js';

const REPLY_WITHIN_MS = 15_000;
const TRACE_WITHIN_MS = 5_000;

/**
 * Starts the platform on ports of its own and with empty data, plays the example conversation, checks every reply,
 * shows the first turn's trace, and stops.
 *
 * @returns the exit code: 0 only when every reply was right
 * @throws what the start failed with, with nothing left running
 */
export async function runDemo(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const parleyFile = join(context.root, 'parley.yaml');
  const story = await readStory(parleyFile);
  const dir = await throwAwayDir(context.dataDir, 'demo');
  const progress = new Progress(terminal);
  let platform: Platform | undefined;
  const interrupts = new Interrupts(() => {
    platform?.abandon();
    process.exit(130);
  });
  const startedAt = performance.now();
  try {
    platform = await Platform.start({
      dataDir: dir.path,
      environment: context.environment,
      durability: 'fast',
      parleyFile,
      progress: progress.step,
      onDeath: ({ name, how }) => progress.say(`${terminal.colors.red('✗')} ${name} ended (${how})`),
      signal: interrupts.signal,
    });
    await dir.giveBackJars();
    progress.end();
    terminal.print(`\nUp in ${seconds(performance.now() - startedAt)}. The example conversation:\n`);
    const right = await play(story, platform, context, interrupts.signal);
    return right ? 0 : 1;
  } finally {
    progress.end();
    await platform?.stop();
    await dir.remove();
    interrupts.close();
  }
}

async function play(
  story: Story,
  platform: Platform,
  { terminal }: CommandContext,
  signal: AbortSignal,
): Promise<boolean> {
  const phone = new Phone(platform.simulatorUrl, story.person);
  const reader = await SpanReader.open(platform.infrastructure.databaseUrl);
  try {
    const verdicts: Verdict[] = [];
    let firstTrace: string | undefined;
    for (const expected of story.turns) {
      signal.throwIfAborted();
      const turn = await playTurn({
        phone,
        text: { to: story.sender, text: expected.says, debug: true },
        timeoutMs: REPLY_WITHIN_MS,
        spansOf: (traceId) => reader.trace(traceId),
      });
      firstTrace ??= turn.sent.traceId;
      const verdict = judge(expected, turn);
      verdicts.push(verdict);
      for (const line of turnLines(story, expected, turn, verdict, terminal.colors)) terminal.print(line);
    }
    const wrong = verdicts.filter(({ right }) => !right).length;
    terminal.print(
      wrong === 0
        ? terminal.colors.green(`All ${verdicts.length} turns were right.`)
        : terminal.colors.red(`${wrong} of ${verdicts.length} turns were wrong.`),
    );
    terminal.print('\nThe first turn, from the webhook to the carrier:\n');
    const spans = firstTrace === undefined ? [] : await reader.settled(firstTrace, TRACE_WITHIN_MS);
    for (const tree of traceTrees(spans))
      for (const line of renderTrace(tree, terminal.colors)) terminal.print(line);
    terminal.print();
    return wrong === 0;
  } finally {
    await reader.close();
  }
}

async function readStory(file: string): Promise<Story> {
  const parsed = parseParleyFile(await readFile(file, 'utf8'), 'parley.yaml');
  if (!parsed.ok) throw new ParleyFileError(parsed.problems);
  return storyOf(parsed.declared);
}

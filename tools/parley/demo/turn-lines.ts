import type { Turn } from '../phone/play-turn.js';
import { millis } from '../terminal/durations.js';
import type { Colors } from '../terminal/terminal.js';
import { meaningOf } from '../traces/silence.js';
import type { Verdict } from './judge.js';
import type { Story, StoryTurn } from './story.js';

/** A turn as a chat shows it: who, what, how long it took, and whether it was right. */
export function turnLines(
  story: Story,
  expected: StoryTurn,
  turn: Turn,
  verdict: Verdict,
  colors: Colors,
): string[] {
  const width = Math.max(story.person.length, story.sender.length);
  const sign = verdict.right ? colors.green('✓') : colors.red('✗');
  const lines = [
    `  ${story.person.padStart(width)}  ${colors.bold(expected.says)}  ${colors.dim(expected.shows)}`,
  ];
  for (const { text, afterMs } of turn.replies) {
    lines.push(
      `${sign} ${colors.cyan(story.sender.padStart(width))}  ${text}  ${colors.dim(millis(afterMs))}`,
    );
  }
  if (turn.replies.length === 0) {
    const why = turn.silence === undefined ? 'nothing says why' : meaningOf(turn.silence.code);
    lines.push(`${sign} ${colors.cyan(story.sender.padStart(width))}  ${colors.dim(`(no reply: ${why})`)}`);
  }
  if (verdict.expected !== undefined) {
    lines.push(`  ${colors.red('expected'.padStart(width))}  ${verdict.expected}`);
  }
  return [...lines, ''];
}

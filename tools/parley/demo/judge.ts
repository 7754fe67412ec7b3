import type { Turn } from '../phone/play-turn.js';
import { meaningOf } from '../traces/silence.js';
import type { StoryTurn } from './story.js';

export interface Verdict {
  readonly right: boolean;
  /** What should have come, where something else did. */
  readonly expected?: string;
}

/** Whether what came back is what had to. */
export function judge({ replies, silence }: StoryTurn, turn: Turn): Verdict {
  if (silence !== undefined) {
    const right = turn.replies.length === 0 && turn.silence?.code === silence;
    return right ? { right } : { right, expected: `no reply, as ${meaningOf(silence)}` };
  }
  const texts = turn.replies.map(({ text }) => text);
  const right = texts.length === replies.length && texts.every((text, place) => text === replies[place]);
  return right ? { right } : { right, expected: replies.join(' / ') };
}

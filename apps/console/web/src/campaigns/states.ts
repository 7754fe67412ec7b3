import type { CampaignState } from '../../../src/campaigns.store.js';
import type { CampaignView } from '../../../src/campaigns.view.js';
import type { Tone } from '../parts.js';

const STATES: Readonly<Record<CampaignState, { words: string; tone: Tone }>> = {
  waits: { words: 'waits for its time', tone: 'info' },
  running: { words: 'running', tone: 'info' },
  paused: { words: 'paused', tone: 'warn' },
  done: { words: 'done', tone: 'good' },
  cancelled: { words: 'cancelled', tone: 'bad' },
  expired: { words: 'its time was over', tone: 'bad' },
};

/** How a campaign stands, in words and by colour; it is done when its last text has left. */
export function standingOf({ state, progress }: CampaignView): { words: string; tone: Tone } {
  const some = progress.waiting + progress.deferred > 0;
  if (state === 'done' && some) return { words: 'sending its last texts', tone: 'info' };
  return STATES[state];
}

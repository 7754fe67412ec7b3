import {
  afterTurn,
  conversationKey,
  FALLBACK_EVERY_MS,
  isAnswered,
  startConversation,
} from './conversation.js';
import type { Resolution } from './meaning.js';

const plain = { ruleVersion: 'v', matched: '', normalized: '', alternatives: [] };
const fallback: Resolution = {
  ...plain,
  intent: 'handoff',
  rule: 'none/not-understood',
  answer: { kind: 'fallback', text: 'Sorry?' },
};
const joined: Resolution = { ...plain, intent: 'subscribe', rule: 'keyword/exact', program: 'sweater-club' };
const replied: Resolution = {
  ...plain,
  intent: 'reply',
  rule: 'keyword/exact',
  answer: { kind: 'reply', text: 'Hi' },
};
const stopped: Resolution = {
  ...plain,
  intent: 'opt_out',
  rule: 'compliance/opt-out',
  program: 'sweater-club',
};

const NOON = 1_763_640_000_000;
const fresh = startConversation({ subscriber: '+14155550101', sender: '12345' });
const turn = (nowMs: number, answered = true) => ({ traceparent: `00-${nowMs}`, answered, nowMs });

describe('a conversation', () => {
  it('is a subscriber and a sender', () => {
    expect(conversationKey(fresh)).toBe('+14155550101|12345');
    expect(fresh.turns).toBe(0);
  });

  it('counts its turns and keeps the trace of the last', () => {
    const after = afterTurn(afterTurn(fresh, replied, turn(NOON)), replied, turn(NOON + 1));
    expect(after).toMatchObject({ turns: 2, lastTraceparent: `00-${NOON + 1}` });
  });

  it('gets the fallback text once in 24 hours, other answers always', () => {
    expect(isAnswered(fresh, fallback, NOON)).toBe(true);
    const after = afterTurn(fresh, fallback, turn(NOON));
    expect(after.lastFallbackAtMs).toBe(NOON);
    expect(isAnswered(after, fallback, NOON + FALLBACK_EVERY_MS - 1)).toBe(false);
    expect(isAnswered(after, replied, NOON + 1)).toBe(true);
    expect(isAnswered(after, fallback, NOON + FALLBACK_EVERY_MS)).toBe(true);
    const silent = afterTurn(after, fallback, turn(NOON + 1, false));
    expect(silent.lastFallbackAtMs).toBe(NOON);
  });

  it('is about the program that was spoken of, until that is left', () => {
    const about = afterTurn(afterTurn(fresh, joined, turn(NOON)), replied, turn(NOON));
    expect(about.lastProgram).toBe('sweater-club');
    expect(afterTurn(about, stopped, turn(NOON)).lastProgram).toBeUndefined();
  });
});

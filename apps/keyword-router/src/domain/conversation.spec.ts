import type { Resolution } from '@parley/intents';
import {
  afterTurn,
  conversationKey,
  FALLBACK_EVERY_MS,
  startConversation,
  whyUnanswered,
} from './conversation.js';
import { WITHIN_MS } from './loop-guard.js';

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
    expect(whyUnanswered(fresh, fallback, NOON)).toBeUndefined();
    const after = afterTurn(fresh, fallback, turn(NOON));
    expect(after.lastFallbackAtMs).toBe(NOON);
    expect(whyUnanswered(after, fallback, NOON + FALLBACK_EVERY_MS - 1)).toBe('FALLBACK_LIMIT');
    expect(whyUnanswered(after, replied, NOON + 1)).toBeUndefined();
    expect(whyUnanswered(after, fallback, NOON + FALLBACK_EVERY_MS)).toBeUndefined();
    const silent = afterTurn(after, fallback, turn(NOON + 1, false));
    expect(silent.lastFallbackAtMs).toBe(NOON);
  });

  it('does not count a fallback text that is left to subscriptions, for it may say something else', () => {
    const deferred: Resolution = { ...fallback, answer: { ...fallback.answer!, deferred: true } };
    let conversation = fresh;
    for (let text = 0; text < 30; text++) {
      expect(whyUnanswered(conversation, deferred, NOON + text)).toBeUndefined();
      conversation = afterTurn(conversation, deferred, turn(NOON + text));
    }
    expect(conversation).toMatchObject({ lastFallbackAtMs: undefined, recentAnswers: undefined });
  });

  it('stops at the 21st time of one text within 5 minutes, and goes on when the first is 5 minutes old', () => {
    let conversation = fresh;
    for (let second = 0; second < 20; second++) {
      expect(whyUnanswered(conversation, replied, NOON + second * 1000)).toBeUndefined();
      conversation = afterTurn(conversation, replied, turn(NOON + second * 1000));
    }
    expect(whyUnanswered(conversation, replied, NOON + 20_000)).toBe('LOOPING');
    expect(
      whyUnanswered(conversation, { ...replied, answer: { kind: 'help', text: 'Other' } }, NOON),
    ).toBeUndefined();
    const silent = afterTurn(conversation, replied, turn(NOON + 20_000, false));
    expect(whyUnanswered(silent, replied, NOON + WITHIN_MS - 1)).toBe('LOOPING');
    expect(whyUnanswered(silent, replied, NOON + WITHIN_MS)).toBeUndefined();
  });

  it('is about the program that was spoken of, until that is left', () => {
    const about = afterTurn(afterTurn(fresh, joined, turn(NOON)), replied, turn(NOON));
    expect(about.lastProgram).toBe('sweater-club');
    expect(afterTurn(about, stopped, turn(NOON)).lastProgram).toBeUndefined();
  });
});

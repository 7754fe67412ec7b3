import { flowRequested, intentResolved, mtRequested, numberTexted, type MoReceived } from '@parley/contracts';
import { outcomeOf, type Answer, type Resolution } from '@parley/intents';
import { effect, type Effect, type Envelope } from '@parley/messaging';
import type { Unanswered } from './domain/conversation.js';

/** Help goes where other texts may not; replies overtake bulk. */
const LANES = {
  reply: { lane: 'reply', purpose: 'information' },
  help: { lane: 'compliance', purpose: 'help' },
  fallback: { lane: 'reply', purpose: 'information' },
} as const;

/** What became of the answer: why it was not sent, or that it is subscriptions' to send. */
export interface Unsaid {
  readonly unanswered?: Unanswered | undefined;
  readonly fallback?: Answer | undefined;
}

/** The event that says what an MO means, and why. */
export function intentEffect(
  mo: Envelope<MoReceived>,
  resolution: Resolution,
  { unanswered, fallback }: Unsaid = {},
): Effect {
  const { subscriber, sender, text, receivedAt, number } = mo.data;
  const { intent, program, keyword, scope, scopeRule, captured } = resolution;
  const { rule, ruleVersion, matched, normalized } = resolution;
  const alternatives = resolution.alternatives.map((other) => ({
    rule: other.rule,
    matched: other.matched,
    outcome: outcomeOf(other),
  }));
  return effect(intentResolved, 'intent', {
    moId: mo.id,
    subscriber,
    sender,
    text,
    receivedAt,
    intent,
    ...(program !== undefined && { program }),
    ...(keyword !== undefined && { keyword }),
    ...(scope !== undefined && { scope }),
    ...(fallback && { fallback: fallback.text }),
    ...(scopeRule !== undefined && { scopeRule }),
    ...(captured !== undefined && { captured }),
    ...(unanswered !== undefined && { unanswered }),
    ...(number !== undefined && { number }),
    match: { rule, ruleVersion, matched, normalized, alternatives },
  });
}

/** The text that answers an MO. */
export function answerEffect(mo: Envelope<MoReceived>, { kind, text }: Answer): Effect {
  const { subscriber, sender, number, receivedAt } = mo.data;
  return effect(mtRequested, kind, {
    subscriber,
    sender,
    text,
    ...LANES[kind],
    inReplyTo: mo.id,
    moReceivedAt: receivedAt,
    onUnknown: 'park',
    ...(number !== undefined && { from: number }),
  });
}

/** A number of a pool was texted: it is the person's, also where nothing answers. */
export function numberEffect({ subscriber, sender }: MoReceived, number: string): Effect {
  return effect(numberTexted, 'number', { subscriber, sender, number });
}

/** Begins the flow of a keyword, in the order of the person's events, instead of one that is under way. */
export function flowEffect(mo: Envelope<MoReceived>, flow: string): Effect {
  const { subscriber, sender, text, receivedAt, number } = mo.data;
  return effect(flowRequested, 'flow', {
    subscriber,
    sender,
    flow,
    replaces: true,
    moId: mo.id,
    text,
    ...(number !== undefined && { number }),
    requestedAt: receivedAt,
  });
}

import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { intentResolved, mtRequested, type IntentResolved } from '@parley/contracts';
import { effect, tallied, type Batch, type Steps } from '@parley/messaging';
import { ConsentContexts } from './consent.contexts.js';
import { ConsentStore, type StoredConsents } from './consent.store.js';
import { ConsentTally } from './consent.tally.js';
import { takeTurn, UNTOUCHED, type TurnDecision } from './consent.turn.js';
import { commandOfIntent, concernsConsent } from './domain/intent.command.js';
import type { Evidence, LedgerEntry } from './domain/ledger.entry.js';

/** What people's texts mean for consent. */
@Controller()
export class ResolveConsentHandler {
  constructor(
    private readonly consents: ConsentStore,
    private readonly contexts: ConsentContexts,
  ) {}

  @EventPattern<string>(intentResolved.topic)
  resolve(@Payload() batch: Batch<IntentResolved>): Promise<void> {
    const steps: Steps<IntentResolved, StoredConsents, LedgerEntry> = {
      concerns: (event) =>
        event.data.fallback !== undefined ||
        concernsConsent(event.data, (sender) => this.contexts.awaitsAnswers(sender)),
      load: (subscribers) => this.consents.load(subscribers),
      decide: (stored, { data: intent }, nowMs) => {
        const command = commandOfIntent(intent);
        if (command === undefined) return UNTOUCHED;
        const context = this.contexts.of(intent.sender, nowMs);
        const turn = takeTurn(stored, command, context, evidenceOf(intent), intent.moId);
        return turn === UNTOUCHED && intent.fallback !== undefined ? fallbackTurn(intent) : turn;
      },
      save: (changed, entries) => this.consents.save(changed, entries),
    };
    return batch.run(tallied(steps, new ConsentTally()));
  }
}

/** No program waited for this answer: the router's own words for what nobody understood. */
function fallbackTurn({ subscriber, sender, moId, fallback = '' }: IntentResolved): TurnDecision {
  const reply = { subscriber, sender, text: fallback, inReplyTo: moId } as const;
  const data = { ...reply, lane: 'reply', purpose: 'information', onUnknown: 'park' } as const;
  return { effects: [effect(mtRequested, 'fallback', data)] };
}

/** `compliance/opt-out@2026-11-25 scope/conversation`: what matched, and for an opt-out what decided how far it reaches. */
function matchedRule({ match, scopeRule }: IntentResolved): string {
  const rule = `${match.rule}@${match.ruleVersion}`;
  return scopeRule === undefined ? rule : `${rule} ${scopeRule}`;
}

/** The MO itself is the cause: its words are what proves the entry. */
function evidenceOf(intent: IntentResolved): Evidence {
  return {
    subscriber: intent.subscriber,
    causeId: intent.moId.toLowerCase(),
    text: intent.text,
    matchedRule: matchedRule(intent),
    receivedAt: Date.parse(intent.receivedAt),
  };
}

import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { intentResolved, type IntentResolved } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import { ConsentContexts } from './consent.contexts.js';
import { ConsentStore } from './consent.store.js';
import { takeTurn, UNTOUCHED } from './consent.turn.js';
import { commandOfIntent, concernsConsent } from './domain/intent.command.js';
import { storableText, type Evidence } from './ledger.entry.js';

/** What people's texts mean for consent. */
@Controller()
export class ResolveConsentHandler {
  constructor(
    private readonly consents: ConsentStore,
    private readonly contexts: ConsentContexts,
  ) {}

  @EventPattern<string>(intentResolved.topic)
  resolve(@Payload() batch: Batch<IntentResolved>): Promise<void> {
    return batch.run({
      concerns: (event) => concernsConsent(event.data),
      load: (subscribers) => this.consents.load(subscribers),
      decide: (stored, { data: intent }, nowMs) => {
        const command = commandOfIntent(intent);
        if (command === undefined) return UNTOUCHED;
        const context = this.contexts.of(intent.sender, nowMs);
        return takeTurn(stored, command, context, evidenceOf(intent), intent.moId);
      },
      save: (changed, entries) => this.consents.save(changed, entries),
    });
  }
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
    text: storableText(intent.text),
    matchedRule: storableText(matchedRule(intent)),
    receivedAt: Date.parse(intent.receivedAt),
  };
}

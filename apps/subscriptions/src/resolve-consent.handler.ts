import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { intentResolved, type IntentResolved } from '@parley/contracts';
import { tallied, type Batch, type Decision, type Envelope, type Steps } from '@parley/messaging';
import { ConsentContexts } from './consent.contexts.js';
import { ConsentStore, type StoredConsents } from './consent.store.js';
import { ConsentTally } from './consent.tally.js';
import { takeTurn, UNTOUCHED } from './consent.turn.js';
import { commandOfIntent, concernsConsent } from './domain/intent.command.js';
import type { Evidence, LedgerEntry } from './domain/ledger.entry.js';
import { FallbackStore, type SaidFallback } from './fallback.store.js';
import { fallbackTurn, type Known } from './fallback.turn.js';

/** What people's texts mean for consent. */
@Controller()
export class ResolveConsentHandler {
  constructor(
    private readonly consents: ConsentStore,
    private readonly contexts: ConsentContexts,
    private readonly fallbacks: FallbackStore,
  ) {}

  @EventPattern<string>(intentResolved.topic)
  resolve(@Payload() batch: Batch<IntentResolved>): Promise<void> {
    const steps: Steps<IntentResolved, Known, LedgerEntry | SaidFallback> = {
      concerns: (event) =>
        event.data.fallback !== undefined ||
        concernsConsent(event.data, (sender) => this.contexts.awaitsAnswers(sender)),
      remains: (event) => optOutAlone(event),
      load: (subscribers, events) => this.load(subscribers, events),
      decide: (known, event, nowMs) => this.decide(known, event.data, nowMs),
      save: (changed, records) => this.save(changed, records),
    };
    return batch.run(tallied(steps, new ConsentTally()));
  }

  private decide(
    known: Known | undefined,
    intent: IntentResolved,
    nowMs: number,
  ): Decision<Known, LedgerEntry | SaidFallback> {
    const command = commandOfIntent(intent);
    if (command === undefined) return UNTOUCHED as Decision<never>;
    const context = this.contexts.of(intent.sender, nowMs);
    const turn = takeTurn(known?.consents, command, context, evidenceOf(intent), intent);
    if (turn === UNTOUCHED && intent.fallback !== undefined) return fallbackTurn(known, intent, nowMs);
    const { state, ...rest } = turn;
    return state === undefined ? rest : { ...rest, state: { ...known, consents: state, moved: true } };
  }

  /** When fallback texts were said is asked only where one may be due. */
  private async load(
    subscribers: readonly string[],
    events: readonly Envelope<IntentResolved>[],
  ): Promise<Map<string, Known>> {
    const puzzled = new Set<string>();
    for (const { data } of events) if (data.fallback !== undefined) puzzled.add(data.subscriber);
    const [consents, said] = await Promise.all([
      this.consents.load(subscribers),
      puzzled.size === 0 ? [] : this.fallbacks.load([...puzzled]),
    ]);
    const known = new Map<string, Known>();
    for (const [subscriber, stored] of consents) known.set(subscriber, { consents: stored });
    for (const each of said) {
      const { said: others = [], ...before } = known.get(each.subscriber) ?? {};
      known.set(each.subscriber, { ...before, said: [...others, each] });
    }
    return known;
  }

  private save(
    changed: ReadonlyMap<string, Known>,
    records: readonly (LedgerEntry | SaidFallback)[],
  ): ReturnType<ConsentStore['save']> {
    const moved = new Map<string, StoredConsents>();
    for (const [subscriber, { consents, moved: isMoved }] of changed) {
      if (isMoved && consents) moved.set(subscriber, consents);
    }
    const entries: LedgerEntry[] = [];
    const said: SaidFallback[] = [];
    for (const record of records) {
      if ('saidAt' in record) said.push(record);
      else entries.push(record);
    }
    return [...this.consents.save(moved, entries), ...this.fallbacks.save(said)];
  }
}

/** An opt-out stands, whatever became of its words: the router has left none of them. */
function optOutAlone(event: Envelope<IntentResolved>): Envelope<IntentResolved> | undefined {
  return event.data.intent === 'opt_out' ? { ...event, data: { ...event.data, text: 'STOP' } } : undefined;
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

import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { consentRequested, type ConsentRequested } from '@parley/contracts';
import { tallied, type Batch, type Envelope, type Steps } from '@parley/messaging';
import { ConsentContexts } from './consent.contexts.js';
import { ConsentStore, type StoredConsents } from './consent.store.js';
import { ConsentTally } from './consent.tally.js';
import { takeTurn } from './consent.turn.js';
import type { ConsentRefusal } from './domain/consent.decision.js';
import { commandOfRequest } from './domain/request.command.js';
import type { Evidence, LedgerEntry } from './domain/ledger.entry.js';

/** What the producer, or who writes parley.yaml, can do about a refusal. */
const MENDING: Partial<Record<ConsentRefusal, string>> = {
  PROGRAM_UNKNOWN: 'Name a program of that sender, or apply it with `parley apply`',
  PROGRAM_MISSING: 'Name a program of that sender, or apply it with `parley apply`',
  DISCLOSURE_MISSING:
    'Give the words that the person agreed to and their version as `disclosure`, or the program its `disclosureText`',
};

/** Other services' wishes for consent: web sign-ups, revocations by e-mail or voice, imports. */
@Controller()
export class RequestConsentHandler {
  private readonly logger = new Logger(RequestConsentHandler.name);

  constructor(
    private readonly consents: ConsentStore,
    private readonly contexts: ConsentContexts,
  ) {}

  @EventPattern<string>(consentRequested.topic)
  request(@Payload() batch: Batch<ConsentRequested>): Promise<void> {
    const steps: Steps<ConsentRequested, StoredConsents, LedgerEntry> = {
      remains: (event) => optOutAlone(event),
      load: (subscribers) => this.consents.load(subscribers),
      decide: (stored, event, nowMs) => {
        const request = event.data;
        const context = this.contexts.of(request.sender, nowMs);
        const answers = { number: request.mo?.number };
        const turn = takeTurn(stored, commandOfRequest(request), context, evidenceOf(event), answers);
        if (turn.refusal !== undefined) this.report(event, turn.refusal);
        return turn;
      },
      save: (changed, entries) => this.consents.save(changed, entries),
    };
    return batch.run(tallied(steps, new ConsentTally()));
  }

  /** A mistake of the producer's or of the configuration is shown; a person's STOP that stands is daily life. */
  private report(event: Envelope<ConsentRequested>, code: ConsentRefusal): void {
    const mend = MENDING[code];
    if (mend === undefined) return;
    const { sender, program } = event.data;
    const named = program === undefined ? 'no program' : `program ${program}`;
    this.logger.warn(
      `${code}: consent request ${event.id} from ${event.source} names ${named} for sender ${sender}; nothing was ` +
        `changed. ${mend}, and send the request again.`,
    );
  }
}

/** An opt-out stands, whatever became of the words that a flow heard it in. */
function optOutAlone(event: Envelope<ConsentRequested>): Envelope<ConsentRequested> | undefined {
  return event.data.action === 'opt_out' ? { ...event, data: { ...event.data, mo: undefined } } : undefined;
}

function evidenceOf(event: Envelope<ConsentRequested>): Evidence {
  const { subscriber, requestedAt, mo } = event.data;
  const receivedAt = Date.parse(requestedAt);
  if (mo === undefined) return { subscriber, causeId: event.id.toLowerCase(), receivedAt };
  return { subscriber, causeId: mo.moId.toLowerCase(), text: mo.text, matchedRule: mo.rule, receivedAt };
}

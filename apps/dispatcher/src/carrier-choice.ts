import { Injectable } from '@nestjs/common';
import type { SendOutcome } from '@parley/carriers';
import type { SenderConfigured } from '@parley/contracts';
import { meter } from '@parley/platform';
import { CarrierSenders } from './carrier-senders.js';
import { answerMsAt, healthAt, noteAttempt, UNTRIED, type CarrierHealth } from './domain/carrier-health.js';
import { orderCarriers, sharesOf, type Share } from './domain/choose-carrier.js';

/** Several carriers of a sender, each with its weight. */
type Carriers = NonNullable<SenderConfigured['carriers']>;

/** By whom a sender's texts go, as this replica sees the carriers (docs/adr/0019). */
@Injectable()
export class CarrierChoice {
  private readonly healths = new Map<string, CarrierHealth>();
  private readonly bySender = new Map<string, Carriers>();

  constructor(private readonly lines: CarrierSenders) {
    meter.observe('sms.carrier.health', (result) => {
      const nowMs = performance.now();
      for (const [carrier, health] of this.healths) result.observe(healthAt(health, nowMs), { carrier });
    });
    meter.observe('sms.carrier.share', (result) => {
      for (const [sender, carriers] of this.bySender)
        for (const { carrier, share } of this.shares(carriers)) result.observe(share, { sender, carrier });
    });
  }

  /** The carriers of a sender in the order in which a claim asks them; those without an account here are left out. */
  order({ sender, carrier, carriers }: SenderConfigured): string[] {
    if (carriers === undefined) {
      this.bySender.delete(sender);
      return [carrier];
    }
    this.bySender.set(sender, carriers);
    const order = orderCarriers(this.shares(carriers), Math.random());
    return order.length > 0 ? order : [carrier]; // nobody has one: its texts wait as MISCONFIGURED
  }

  /** An attempt by a carrier has come to its end. */
  note(carrier: string, outcome: SendOutcome, tookMs: number): void {
    const before = this.healths.get(carrier) ?? UNTRIED;
    this.healths.set(carrier, noteAttempt(before, outcome, tookMs, performance.now()));
  }

  private shares(carriers: Carriers): Share[] {
    const nowMs = performance.now();
    return sharesOf(
      carriers
        .filter(({ carrier }) => this.lines.of(carrier) !== undefined)
        .map(({ carrier, weight }) => {
          const seen = this.healths.get(carrier) ?? UNTRIED;
          return { carrier, weight, health: healthAt(seen, nowMs), answerMs: answerMsAt(seen, nowMs) };
        }),
    );
  }
}

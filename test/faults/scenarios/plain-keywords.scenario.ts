import { runLoad } from '../../../tools/simulator/index.js';
import type { Scenario, Stage } from '../scenario.port.js';
import { DISCOUNT, ROOMY } from '../words.js';

/** People who text a keyword once, at a steady rate; most of the load. */
export class PlainKeywords implements Scenario {
  readonly name = 'plain keywords';

  /** @param perSecond conversations begun per second */
  constructor(private readonly perSecond: number) {}

  async play({ simulator, expected, durationMs, newPhone }: Stage): Promise<void> {
    const total = Math.round((this.perSecond * durationMs) / 1_000);
    const phones = Array.from({ length: total }, () => newPhone().number);
    for (const phone of phones) expected.replies.push({ phone, sender: ROOMY, ...DISCOUNT });
    await runLoad(simulator, {
      rate: this.perSecond,
      total,
      from: (index) => phones[index]!,
      to: ROOMY,
      text: () => DISCOUNT.question,
      settleMs: 0, // The campaign itself waits for the answers.
    });
  }
}

import type { Scenario, Stage } from '../scenario.port.js';
import { ROWS } from '../words.js';

/**
 * People who text five keywords in a row, each as soon as the one before was taken: the replies must come in the
 * same order (I4).
 */
export class KeywordsInARow implements Scenario {
  readonly name = 'keywords in a row';

  constructor(
    private readonly sender: string,
    private readonly people: number,
  ) {}

  play(stage: Stage): Promise<void> {
    return stage.spread(this.people, async () => {
      const phone = stage.newPhone();
      for (const [place, { question, answer }] of ROWS.entries()) {
        if (stage.signal.aborted) return;
        const taken = await phone.ask(this.sender, question, answer, { series: 'rows', place });
        if (!taken) return;
      }
    });
  }
}

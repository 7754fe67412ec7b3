import type { Scenario, Stage, TextToPublish } from '../scenario.port.js';
import { SLOW } from '../words.js';

const TEXTS_EACH = 4;
/** 164 septets: two segments (3GPP TS 23.038: 160 in one, 153 in each of several). */
const LONG = ' Stay warm, stay dry, count your rows.'.repeat(4);

/**
 * Another service asks for more than the slow sender's contract lets through, so that its pace is at the limit all
 * the time (I5) and texts of one person wait in line (I4). Every third text takes two segments.
 */
export class Backlog implements Scenario {
  readonly name = 'backlog';

  constructor(private readonly people: number) {}

  async play(stage: Stage): Promise<void> {
    const phones = Array.from({ length: this.people }, () => stage.newPhone().number);
    const texts: TextToPublish[] = [];
    for (let place = 0; place < TEXTS_EACH; place += 1) {
      for (const [index, phone] of phones.entries()) {
        const text = `Your order: step ${place + 1} of ${TEXTS_EACH} is done.`;
        const long = (index + place) % 3 === 0;
        texts.push({ phone, sender: SLOW, text: long ? text + LONG : text, series: 'steps', place });
      }
    }
    const half = texts.length >> 1;
    await stage.publish(texts.slice(0, half));
    await stage.pause(stage.random.between(0, stage.durationMs));
    await stage.publish(texts.slice(half));
  }
}

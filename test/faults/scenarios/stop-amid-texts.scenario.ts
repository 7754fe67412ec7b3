import type { Phone } from '../phone.js';
import type { Scenario, Stage, TextToPublish } from '../scenario.port.js';
import { DISCOUNT, GOODBYE, HELP, PROGRAM, PROMPT, SLOW, WELCOME } from '../words.js';

/** How long people wait for an answer before they go on, ms: longer than a service takes to come back. */
const PATIENCE_MS = 30_000;
const OFFERS = 6;
/** And for one person of each trial: with the campaign, a hundred queued. */
const MANY_OFFERS = 96;
const CAMPAIGN = 4;

/**
 * People who join, get texts queued, and say STOP amid them. Once their STOP is confirmed nothing may reach them but
 * the answer to HELP (I2), though services go on asking and they themselves text a keyword.
 */
export class StopAmidTexts implements Scenario {
  readonly name = 'STOP amid texts';

  constructor(private readonly people: number) {}

  play(stage: Stage): Promise<void> {
    return stage.spread(this.people, (index) => this.live(stage, index));
  }

  private async live(stage: Stage, index: number): Promise<void> {
    const random = stage.random.fork(`person ${index}`);
    const phone = stage.newPhone();
    const offers = index === 0 ? MANY_OFFERS : OFFERS;
    if (await this.joins(phone)) await stage.publish(offersTo(phone.number, offers));
    await stage.pause(random.between(0, 300));
    if (stage.signal.aborted || !(await phone.ask(SLOW, 'STOP', GOODBYE))) return;
    // Some can't wait; whether that keyword is still answered depends on who is faster.
    const impatient = random.next() < 0.3;
    if (impatient) await phone.say(SLOW, DISCOUNT.question);
    if (!(await phone.hasGot(SLOW, GOODBYE, PATIENCE_MS))) return;
    await stage.publish(afterthoughts(phone.number));
    if (!impatient) await phone.say(SLOW, DISCOUNT.question);
    if (random.next() < 0.3) await phone.ask(SLOW, 'HELP', HELP);
  }

  private async joins(phone: Phone): Promise<boolean> {
    if (!(await phone.ask(SLOW, 'JOIN', PROMPT))) return false;
    if (!(await phone.hasGot(SLOW, PROMPT, PATIENCE_MS))) return false;
    if (!(await phone.ask(SLOW, 'YES', WELCOME))) return false;
    return phone.hasGot(SLOW, WELCOME, PATIENCE_MS);
  }
}

function offersTo(phone: string, offers: number): TextToPublish[] {
  const texts: TextToPublish[] = [];
  for (let place = 0; place < offers; place += 1) {
    const text = `Sweater Club: offer ${place + 1} of ${offers}.`;
    texts.push({ phone, sender: SLOW, program: PROGRAM, text, series: 'offers', place });
  }
  for (let place = 0; place < CAMPAIGN; place += 1) {
    const text = `Sweater Club: autumn wool, part ${place + 1} of ${CAMPAIGN}.`;
    texts.push({ phone, sender: SLOW, program: PROGRAM, bulk: true, text, series: 'campaign', place });
  }
  return texts;
}

/** What services that have not heard of the opt-out ask for. */
function afterthoughts(phone: string): TextToPublish[] {
  return [
    { phone, sender: SLOW, program: PROGRAM, text: 'Sweater Club: one more offer.' },
    { phone, sender: SLOW, program: PROGRAM, bulk: true, text: 'Sweater Club: winter wool.' },
    { phone, sender: SLOW, text: 'Your order is on its way.' },
  ];
}

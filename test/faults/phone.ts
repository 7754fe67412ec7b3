import type { Simulator } from '../../tools/simulator/index.js';
import type { Expected, Place } from './expected.js';

/** A person's phone on the simulator. */
export class Phone {
  private seen = 0;
  private readonly received: { sender: string; text: string }[] = [];

  constructor(
    readonly number: string,
    private readonly simulator: Simulator,
    private readonly expected: Expected,
    private readonly signal: AbortSignal,
  ) {}

  /** Sends a text that must be answered, each question once. @returns whether Parley took it */
  ask(sender: string, question: string, answer: string, place: Partial<Place> = {}): Promise<boolean> {
    this.expected.replies.push({ phone: this.number, sender, question, answer, ...place });
    return this.say(sender, question);
  }

  /** Sends a text that needs no answer. @returns whether Parley took it */
  async say(sender: string, text: string): Promise<boolean> {
    const outcome = await this.simulator.sendText({ from: this.number, to: sender, text });
    return outcome.acked;
  }

  /** Waits until the phone has got this text. @returns false when it has not come in time */
  async hasGot(sender: string, text: string, withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    for (;;) {
      if (this.received.some((message) => message.sender === sender && message.text === text)) return true;
      const left = until - performance.now();
      if (left <= 0 || this.signal.aborted) return false;
      const messages = await this.simulator.inbox.wait(this.number, this.seen, left, this.signal);
      for (const message of messages) {
        this.received.push({ sender: message.from, text: message.text });
        this.seen = message.seq;
      }
    }
  }
}

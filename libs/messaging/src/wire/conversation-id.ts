import { createHmac } from 'node:crypto';

/** Names conversations without naming people: an HMAC of subscriber and sender under the platform's pepper. */
export class ConversationIds {
  private readonly recent = new Map<string, string>();

  constructor(private readonly pepper: string) {}

  /** 32 hexadecimal digits, the same in every service. Safe in spans, logs and labels' places. */
  of(subscriber: string, sender: string): string {
    return this.named(`${subscriber}|${sender}`).slice(0, 32);
  }

  /** A person's name without the number: 64 hexadecimal digits, by which keys and erasures are kept. */
  ofPerson(subscriber: string): string {
    return this.named(`person|${subscriber}`);
  }

  private named(name: string): string {
    const known = this.recent.get(name);
    if (known !== undefined) return known;
    const id = createHmac('sha256', this.pepper).update(name).digest('hex');
    if (this.recent.size >= 10_000) this.recent.clear();
    this.recent.set(name, id);
    return id;
  }
}

import { createHmac } from 'node:crypto';

/** Names conversations without naming people: an HMAC of subscriber and sender under the platform's pepper. */
export class ConversationIds {
  private readonly recent = new Map<string, string>();

  constructor(private readonly pepper: string) {}

  /** 32 hexadecimal digits, the same in every service. Safe in spans, logs and labels' places. */
  of(subscriber: string, sender: string): string {
    const name = `${subscriber}|${sender}`;
    const known = this.recent.get(name);
    if (known !== undefined) return known;
    const id = createHmac('sha256', this.pepper).update(name).digest('hex').slice(0, 32);
    if (this.recent.size >= 10_000) this.recent.clear();
    this.recent.set(name, id);
    return id;
  }
}

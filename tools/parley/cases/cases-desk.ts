import { authorization } from '../environment.js';
import { failure } from '../parley.error.js';
import type { Terminal } from '../terminal/terminal.js';

interface Case {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  readonly reason: string;
  readonly flow?: string;
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly closedBy?: string;
  readonly messages?: readonly { by: string; agent?: string; text: string; at: string }[];
}

/** The desk of people who answer, over the keyword-router's API. */
export class CasesDesk {
  constructor(
    private readonly url: string,
    private readonly terminal: Terminal,
    private readonly json: boolean,
  ) {}

  async list(state: string): Promise<void> {
    const cases = (await this.ask(`/v1/cases?state=${encodeURIComponent(state)}`)) as Case[];
    if (this.json) return this.terminal.print(JSON.stringify(cases, null, 2));
    if (cases.length === 0) return this.terminal.print(`No case is ${state}.`);
    for (const each of cases) this.terminal.print(this.lineOf(each));
  }

  async show(id: string): Promise<void> {
    const shown = (await this.ask(`/v1/cases/${encodeURIComponent(id)}`)) as Case;
    if (this.json) return this.terminal.print(JSON.stringify(shown, null, 2));
    this.terminal.print(this.lineOf(shown));
    for (const { by, agent, text, at } of shown.messages ?? []) {
      this.terminal.print(`  ${this.terminal.colors.dim(`${at} ${(agent ?? by).padEnd(10)}`)} ${text}`);
    }
  }

  async reply(
    id: string,
    text: string,
    { agent, release }: { agent?: string; release?: boolean },
  ): Promise<void> {
    const body = { text, ...(agent !== undefined && { agent }), ...(release && { release }) };
    const path = `/v1/cases/${encodeURIComponent(id)}/replies`;
    this.accepted(
      await this.ask(path, body),
      release ? 'The answer is on its way, and the case is released.' : 'The answer is on its way.',
    );
  }

  async release(id: string): Promise<void> {
    this.accepted(await this.ask(`/v1/cases/${encodeURIComponent(id)}/release`, {}), 'The case is released.');
  }

  private accepted(answer: unknown, sentence: string): void {
    this.terminal.print(this.json ? JSON.stringify(answer) : sentence);
  }

  private lineOf({ id, subscriber, sender, reason, flow, openedAt, closedAt, closedBy }: Case): string {
    const why = flow === undefined ? reason : `${reason} by ${flow}`;
    const state = closedAt === undefined ? `open since ${openedAt}` : `${closedBy} ${closedAt}`;
    return `${id}  ${subscriber.padEnd(16)} ${sender.padEnd(12)} ${this.terminal.colors.yellow(why)}  ${state}`;
  }

  private async ask(path: string, body?: object): Promise<unknown> {
    const headers = authorization();
    const init = body
      ? {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
      : { headers };
    let answer: Response;
    try {
      answer = await fetch(this.url + path, init);
    } catch {
      throw failure.serviceAway('keyword-router', this.url);
    }
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw failure.serviceRefused(text);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { StoredSpan } from '@parley/persistence';
import { traceTrees } from '@parley/traces';
import { millis } from '../terminal/durations.js';
import type { Terminal } from '../terminal/terminal.js';
import { readAs } from '../traces/read-as.js';
import { renderTrace } from '../traces/render-trace.js';
import { meaningOf, silenceOf } from '../traces/silence.js';
import { CHAT_HELP, readChatLine } from './chat-line.js';
import { e164Of } from './number.js';
import { Phone, type ReceivedText, type SentText } from './phone.js';
import { refusalOf } from './refusal-line.js';

/** What the chat needs of the running platform. */
export interface ChatPlatform {
  readonly simulatorUrl: string;
  /** The spans of a trace so far. */
  spansOf(traceId: string): Promise<readonly StoredSpan[]>;
  /** The spans of a trace once all of its turn is there. */
  settledSpansOf(traceId: string): Promise<readonly StoredSpan[]>;
  /** What a text to a sender means, by the rules and the configuration of now. */
  explain(text: string, sender: string): Promise<readonly string[]>;
}

export interface ChatOptions {
  readonly sender: string;
  /** E.164 */
  readonly from: string;
  readonly carrier: string;
  /** How long a text may stay without an answer before that is said, ms. */
  readonly patienceMs: number;
}

const LISTEN_MS = 20_000;
const LOOK_EVERY_MS = 200;
const QUIET_MS = 400;

/** A phone in somebody's hand: texts go out as they are typed, and replies come in whenever they come. */
export class ChatSession {
  private phone: Phone;
  private sender: string;
  private listening: AbortController | undefined;
  private hearing: Promise<void> = Promise.resolve();
  private last: { readonly text: string; readonly sent: SentText } | undefined;
  /** Texts that the phone got, over all phones. */
  private heard = 0;

  constructor(
    private readonly o: ChatOptions,
    private readonly platform: ChatPlatform,
    private readonly terminal: Pick<Terminal, 'colors' | 'print'>,
  ) {
    this.phone = new Phone(platform.simulatorUrl, o.from);
    this.sender = o.sender;
  }

  /** Who texts whom: `+14155550101 → 12345`. */
  get place(): string {
    return `${this.phone.number} → ${this.sender}`;
  }

  /** Begins to hear what comes from now on. */
  async open(): Promise<void> {
    await this.phone.skip();
    this.listen();
  }

  /**
   * Does what a line says; a text resolves when its answer is there, or why there is none.
   *
   * @returns false when it says to leave
   */
  async take(line: string): Promise<boolean> {
    const { colors } = this.terminal;
    const read = readChatLine(line);
    switch (read.kind) {
      case 'text':
        await this.text(read.text);
        break;
      case 'trace':
        await this.trace();
        break;
      case 'explain':
        await this.explain(read.text);
        break;
      case 'from':
        await this.moveTo(e164Of(read.value));
        break;
      case 'to':
        this.sender = read.value;
        break;
      case 'help':
        for (const each of CHAT_HELP) this.terminal.print(colors.dim(each));
        break;
      case 'wrong':
        this.terminal.print(colors.yellow(read.why));
        break;
      case 'quit':
        return false;
      case 'nothing':
    }
    return true;
  }

  /** Resolves when a moment passes without another text: what comes in one breath is read before the next is typed. */
  async quiet(): Promise<void> {
    for (let heard = -1; heard !== this.heard;) {
      heard = this.heard;
      await pause(QUIET_MS);
    }
  }

  async close(): Promise<void> {
    this.listening?.abort();
    await this.hearing;
  }

  private async text(text: string): Promise<void> {
    const { colors } = this.terminal;
    const before = this.heard;
    const sent = await this.phone.send({ to: this.sender, text, carrier: this.o.carrier, debug: true });
    this.last = { text, sent };
    if (sent.acceptedAt === undefined) {
      this.terminal.print(colors.red(`Not accepted: ${refusalOf(sent.status, sent.refusal)}`));
      return;
    }
    const silence = await this.whySilent(sent, () => this.heard > before);
    if (silence !== undefined) this.terminal.print(colors.dim(`(${silence})`));
  }

  /** Why no text comes back: a refusal that the trace tells of, or nothing within the time. Undefined when one came. */
  private async whySilent({ traceId }: SentText, isAnswered: () => boolean): Promise<string | undefined> {
    const deadline = performance.now() + this.o.patienceMs;
    while (performance.now() < deadline && this.listening?.signal.aborted === false) {
      await pause(LOOK_EVERY_MS);
      if (isAnswered()) return undefined;
      const spans = traceId === undefined ? [] : await this.platform.spansOf(traceId).catch(() => []);
      const silence = silenceOf(spans);
      if (silence !== undefined) return `no reply: ${meaningOf(silence.code)}`;
    }
    if (isAnswered()) return undefined;
    const spans = traceId === undefined ? [] : await this.platform.spansOf(traceId).catch(() => []);
    return `no reply: ${readAs(spans) ?? 'nothing says why, /trace tells more'}`;
  }

  private async trace(): Promise<void> {
    const { colors } = this.terminal;
    const traceId = this.last?.sent.traceId;
    if (traceId === undefined) return this.terminal.print(colors.dim('Nothing was texted yet.'));
    for (const tree of traceTrees(await this.platform.settledSpansOf(traceId))) {
      for (const line of renderTrace(tree, colors)) this.terminal.print(line);
    }
  }

  private async explain(asked: string | undefined): Promise<void> {
    const { colors } = this.terminal;
    const text = asked ?? this.last?.text;
    if (text === undefined)
      return this.terminal.print(colors.dim('Nothing was texted yet: /explain stop pls'));
    const traceId = this.last?.sent.traceId;
    if (asked === undefined && traceId !== undefined) {
      const router = (await this.platform.spansOf(traceId)).find(
        ({ attributes }) => attributes['parley.rule'],
      );
      const { 'parley.intent': intent, 'parley.rule': rule } = router?.attributes ?? {};
      if (typeof intent === 'string' && typeof rule === 'string') {
        this.terminal.print(`It was ${intent} by ${rule}. By itself:`);
      }
    }
    for (const line of await this.platform.explain(text, this.sender)) this.terminal.print(line);
  }

  private async moveTo(number: string): Promise<void> {
    await this.close();
    this.phone = new Phone(this.platform.simulatorUrl, number);
    await this.open();
  }

  private listen(): void {
    const listening = new AbortController();
    this.listening = listening;
    const { phone } = this;
    this.hearing = (async () => {
      while (!listening.signal.aborted) {
        const texts = await phone.receive(LISTEN_MS, listening.signal).catch((error: unknown) => {
          if (listening.signal.aborted) return [];
          throw error;
        });
        for (const text of texts) this.show(text);
      }
    })().catch((error: unknown) => {
      listening.abort();
      this.terminal.print(this.terminal.colors.red((error as Error).message));
    });
  }

  private show({ from, text, at }: ReceivedText): void {
    const { colors } = this.terminal;
    this.heard += 1;
    const sentAt = this.last?.sent.sentAt;
    const took = sentAt === undefined ? '' : `  ${colors.dim(millis(at / 1_000 - sentAt))}`;
    this.terminal.print(`${colors.cyan(from)}  ${colors.green(text)}${took}`);
  }
}

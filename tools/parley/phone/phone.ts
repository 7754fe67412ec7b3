import { failure } from '../parley.error.js';

/** A text from a phone, as the simulator's control API takes it. */
export interface PhoneText {
  readonly from: string;
  /** Our sender. */
  readonly to: string;
  readonly text: string;
  readonly carrier?: string;
  /** Asks that the turn be traced whatever the sampling. */
  readonly debug?: boolean;
  /** The carrier's id of the text; given to repeat one. */
  readonly id?: string;
}

/** What became of it. Times are ms since the epoch. */
export interface SentText {
  readonly id: string;
  readonly sentAt: number;
  /** Absent where ingest did not take it. */
  readonly acceptedAt?: number;
  /** Ingest's last HTTP status; 0 where it never answered. */
  readonly status: number;
  readonly traceId?: string;
  /** What ingest said, where it did not take the text. */
  readonly refusal?: string;
}

/** A text that a phone got. */
export interface ReceivedText {
  readonly seq: number;
  /** Whose API the text came by. */
  readonly carrier: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly segments: number;
  /** Our MT id. */
  readonly reference?: string;
  /** µs since the epoch. */
  readonly at: number;
}

interface InboxPage {
  readonly messages: ReceivedText[];
  readonly after: number;
}

/** A phone at the carrier simulator, over its control API. */
export class Phone {
  /** What was received before is read already. */
  private after: number | undefined;

  constructor(
    private readonly simulatorUrl: string,
    /** E.164 */
    readonly number: string,
  ) {}

  /** Leaves out what was received before. */
  async skip(): Promise<void> {
    this.after ??= (await this.inbox(0, 0)).after;
  }

  /** Sends a text; resolves when ingest took or refused it. */
  async send(text: Omit<PhoneText, 'from'>): Promise<SentText> {
    await this.skip();
    const body = JSON.stringify({ ...text, from: this.number });
    return (await this.ask('/control/texts', { method: 'POST', body })) as SentText;
  }

  /** Texts that came since the last call, waiting up to `waitMs` for the first of them. */
  async receive(waitMs: number, signal?: AbortSignal): Promise<ReceivedText[]> {
    const page = await this.inbox(this.after ?? 0, waitMs, signal);
    this.after = page.after;
    return page.messages;
  }

  private async inbox(after: number, waitMs: number, signal?: AbortSignal): Promise<InboxPage> {
    const query = `phone=${encodeURIComponent(this.number)}&after=${after}&wait=${Math.round(waitMs)}`;
    return (await this.ask(`/control/inbox?${query}`, { signal })) as InboxPage;
  }

  private async ask(
    path: string,
    init: { method?: string; body?: string; signal?: AbortSignal },
  ): Promise<unknown> {
    let answer: Response;
    try {
      answer = await fetch(this.simulatorUrl + path, init as RequestInit);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw failure.simulatorAway(this.simulatorUrl);
    }
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw failure.simulatorRefused(text);
  }
}

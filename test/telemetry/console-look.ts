import { slowTurns } from '../../apps/console/web/src/conversations/slow-turns.js';
import { behindWords } from '../../apps/console/web/src/overview/behind-words.js';
import { plotOf } from '../../apps/console/web/src/senders/plot.js';
import type { ConversationPage } from '../../apps/console/src/conversation.view.js';
import type { ThroughputLine } from '../../apps/console/src/domain/throughput.js';
import type { LetterList } from '../../apps/console/src/repairs/letters.view.js';
import type { Standstills } from '../../apps/console/src/standstills.view.js';

/** What somebody sees who looks at the console: its back end by HTTP, and the pages' own way from that to words. */
export class ConsoleLook {
  constructor(private readonly url: string) {}

  /** What the conversation of a trace says before that turn; undefined while it says nothing. */
  async whySlow(traceId: string): Promise<string | undefined> {
    const found = await this.ask<{ conversationIds: string[] }>(`/v1/conversations/of/${traceId}`);
    const id = found?.conversationIds[0];
    const page = id === undefined ? undefined : await this.ask<ConversationPage>(`/v1/conversations/${id}`);
    if (page === undefined) return undefined;
    return slowTurns(page.entries, page.spans).find((turn) => turn.traceId === traceId)?.sentence;
  }

  /** Whether the overview says that a group waits for a topic. */
  async saysBehind(group: string, topic: string): Promise<boolean> {
    const { behind } = (await this.ask<Standstills>('/v1/overview')) ?? {};
    return (behind ?? []).some((one) =>
      new RegExp(`^${group} is behind: \\d+ records? of ${topic} waits? for it$`).test(behindWords(one)),
    );
  }

  /** Whether the plot of a sender marks that its carrier held texts off. */
  async marksThrottlesOf(sender: string): Promise<boolean> {
    const { senders } = (await this.ask<{ senders: Sender[] }>('/v1/senders'))!;
    const own = senders.find((each) => each.sender === sender)!;
    return plotOf(own.line, own.segmentsPerSecond).throttles.length > 0;
  }

  /** Whether the overview counts unreadable records, and Repairs has one of this reason and topic. */
  async countsUnreadable(reason: string, topic: string): Promise<boolean> {
    const overview = await this.ask<Standstills>('/v1/overview');
    const list = await this.ask<LetterList>(`/v1/letters?reason=${reason}&topic=${topic}`);
    return (overview?.letters ?? 0) > 0 && (list?.fit ?? 0) > 0;
  }

  private async ask<T>(path: string): Promise<T | undefined> {
    const answer = await fetch(this.url + path);
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

interface Sender {
  readonly sender: string;
  readonly segmentsPerSecond: number;
  readonly line: ThroughputLine;
}

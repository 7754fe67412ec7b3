import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import { dictionariesOf, Replay, replayTexts, type ConfigSnapshot, type ReplayedTexts } from '@parley/config';
import { ConfigDirectory, KAFKA, type KafkaClient } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { Observable } from 'rxjs';
import type { DryRunNews, DryRunResult } from './drafts.view.js';
import type { Shown } from './viewer.js';

/** As long as Kafka keeps what people write. */
const DAYS = 7;
const DAY_MS = 86_400_000;
const TELL_EVERY_MS = 250;
const MOST_CHANGES = 200;
const NUMBERS_SHOWN = 3;

/** Past texts through a draft: one at a time in a process, so that looking costs the house no more than that. */
@Injectable()
export class DryRuns {
  private running = false;

  constructor(
    @Inject(KAFKA) private readonly kafka: KafkaClient,
    private readonly directory: ConfigDirectory,
    private readonly clock: Clock,
  ) {}

  get busy(): boolean {
    return this.running;
  }

  /**
   * Takes the place when it is listened to, and ends with its listener: who leaves before has taken nothing. Of two that
   * found it free at once, the second is `gone`.
   */
  run(draft: ConfigSnapshot, shown: Shown): Observable<MessageEvent> {
    return new Observable<MessageEvent>((reader) => {
      if (this.running) {
        reader.next({ type: 'gone', data: 'gone' });
        reader.complete();
        return undefined;
      }
      this.running = true;
      const left = new AbortController();
      const say = (news: DryRunNews): void => reader.next({ type: 'news', data: news });
      this.replay(draft, say, left.signal)
        .finally(() => (this.running = false))
        .then(({ progress, result }) => {
          say({ ...progress, result: shownTo(shown, result) });
          reader.complete();
        })
        .catch(() => {
          reader.next({ type: 'gone', data: 'gone' });
          reader.complete();
        });
      return () => left.abort();
    });
  }

  private async replay(
    draft: ConfigSnapshot,
    say: (news: DryRunNews) => void,
    signal: AbortSignal,
  ): Promise<{ progress: DryRunNews; result: ReplayedTexts }> {
    const standing = { ...this.directory, revision: 1 };
    const replay = new Replay(dictionariesOf(standing, 'published'), dictionariesOf(draft, 'the draft'));
    let progress: DryRunNews = { read: 0, of: 0 };
    let toldMs = -Infinity;
    const result = await replayTexts(this.kafka, replay, {
      sinceMs: this.clock.now() - DAYS * DAY_MS,
      progress: (now) => {
        progress = now;
        if (performance.now() - toldMs < TELL_EVERY_MS) return;
        toldMs = performance.now();
        say(now);
      },
      signal,
    });
    return { progress, result };
  }
}

function shownTo(shown: Shown, { list, ...counts }: ReplayedTexts): DryRunResult {
  return {
    ...counts,
    days: DAYS,
    list: list.slice(0, MOST_CHANGES).map((entry) => ({
      ...entry,
      people: entry.subscribers.length,
      subscribers: entry.subscribers.slice(0, NUMBERS_SHOWN).map(shown),
    })),
  };
}

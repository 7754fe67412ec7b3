import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { Observable } from 'rxjs';

/** Proxies and browsers give up on what says nothing for longer. */
const ALIVE_EVERY_MS = 15_000;
const AFTER_FAILURE_MS = 2_000;

/** A step of a stream: awaits what is new and says it; nothing when nothing is. */
export type Step = (signal: AbortSignal) => Promise<object | undefined>;

/** Streams of server-sent events that end with their reader, and all of them before the service does. */
@Injectable()
export class Live implements OnModuleDestroy {
  private readonly ending = new AbortController();

  onModuleDestroy(): void {
    this.ending.abort();
  }

  /** Takes step after step; a failed one is taken again after 2 s, and `gone` is said meanwhile. */
  stream(step: Step): Observable<MessageEvent> {
    return new Observable<MessageEvent>((reader) => {
      const left = new AbortController();
      const signal = AbortSignal.any([left.signal, this.ending.signal]);
      const alive = setInterval(() => reader.next({ type: 'alive', data: 'alive' }), ALIVE_EVERY_MS);
      const end = (): void => {
        clearInterval(alive);
        reader.complete();
      };
      signal.addEventListener('abort', end, { once: true });
      void this.run(step, signal, (event) => reader.next(event));
      return () => left.abort();
    });
  }

  /** Looks every `everyMs`, and says what is there when it is another thing than before. */
  watch(look: () => Promise<object>, everyMs: number): Observable<MessageEvent> {
    let said: string | undefined;
    return this.stream(async (signal) => {
      if (said !== undefined) await pause(everyMs, signal);
      const now = await look();
      const text = JSON.stringify(now);
      if (text === said) return undefined;
      said = text;
      return now;
    });
  }

  private async run(step: Step, signal: AbortSignal, say: (event: MessageEvent) => void): Promise<void> {
    while (!signal.aborted) {
      try {
        const news = await step(signal);
        if (news !== undefined && !signal.aborted) say({ type: 'news', data: news });
      } catch {
        if (signal.aborted) return;
        say({ type: 'gone', data: 'gone' });
        await pause(AFTER_FAILURE_MS, signal);
      }
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { conversationDue } from '@parley/contracts';
import { ConversationIds, effect, eventIdFrom, type CausedEffect } from '@parley/messaging';
import { endSpan, isSampled, startSpan, traceparentOf, unsampledTraceparent } from '@parley/platform';
import { SpanKind } from '@opentelemetry/api';
import { DialogueStore, type DueDialogue } from './dialogue.store.js';
import { dueOf, type Due } from './domain/dialogue/dialogue.js';
import { RouterEvents } from './router-events.js';

const LOOK_EVERY_MS = 500;
const TIDY_EVERY_MS = 5000;
const MOST_AT_ONCE = 500;

/**
 * Announces conversations whose time has come, as events: they are taken in the order of the person's other events,
 * by the one loop. An announcement's id is made of what is due and when, so that one which is repeated (after a crash,
 * or by another replica) is the same event.
 */
@Injectable()
export class AnnounceDueService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AnnounceDueService.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private looking: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly dialogues: DialogueStore,
    private readonly events: RouterEvents,
    private readonly conversations: ConversationIds,
  ) {}

  onApplicationBootstrap(): void {
    this.every(LOOK_EVERY_MS, () => this.announce());
    this.every(TIDY_EVERY_MS, () => this.events.tidy());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.looking;
  }

  /** Announces everything that is due now. */
  async announce(): Promise<void> {
    for (let full = true; full && !this.stopping;) {
      const dialogues = await this.dialogues.claimDue(MOST_AT_ONCE);
      full = dialogues.length === MOST_AT_ONCE;
      await this.events.publish(dialogues.flatMap((dialogue) => this.announcementOf(dialogue)));
    }
  }

  private announcementOf(dialogue: DueDialogue): CausedEffect[] {
    const due = dueOf(dialogue);
    if (!due) return [];
    const { subscriber, sender, lastTraceparent } = dialogue;
    const { about, id, step, atMs } = due;
    const conversationId = this.conversations.of(subscriber, sender);
    const name = `due/${about}/${step ?? ''}/${atMs}`;
    const traceparent = traceOf(due, eventIdFrom(id, name), conversationId, lastTraceparent);
    const dueAt = new Date(atMs).toISOString();
    const data = { subscriber, sender, about, id, dueAt, ...(step !== undefined && { step }) };
    return [
      {
        cause: { id, key: subscriber, conversationId, traceparent },
        effect: effect(conversationDue, name, data),
      },
    ];
  }

  private every(ms: number, work: () => Promise<void>): void {
    let running = false;
    const run = (): void => {
      if (running || this.stopping) return;
      running = true;
      const done = work()
        .catch((error: Error) =>
          this.logger.warn({ msg: 'looking for what is due failed', error: error.message }),
        )
        .finally(() => (running = false));
      this.looking = Promise.all([this.looking, done]).then(() => undefined);
    };
    const timer = setInterval(run, ms);
    timer.unref();
    this.timers.push(timer);
  }
}

/** A trace of its own where the conversation is traced, linked to the text before. */
function traceOf(due: Due, eventId: string, conversationId: string, last: string | undefined): string {
  if (last === undefined || !isSampled(last)) return unsampledTraceparent(eventId);
  const attributes = { 'messaging.message.conversation_id': conversationId, 'parley.due': due.about };
  const span = startSpan('conversation due', { kind: SpanKind.INTERNAL, links: [last], attributes });
  endSpan(span);
  return traceparentOf(span);
}

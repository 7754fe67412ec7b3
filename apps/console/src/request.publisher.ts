import { randomUUID } from 'node:crypto';
import { HttpException, Injectable } from '@nestjs/common';
import type { DataOf, EventDefinition } from '@parley/contracts';
import {
  ConversationIds,
  encodeEvent,
  EventPublisher,
  PublishError,
  publishInTime,
  RequestTraces,
  type RequestTrace,
} from '@parley/messaging';
import { Clock } from '@parley/platform';

const SOURCE = 'parley/console';
/** For what belongs to no conversation; the attribute may not be left out. */
const NO_CONVERSATION = '0'.repeat(32);

/** An event that somebody at the console asked for. */
export interface Asked<D extends EventDefinition = EventDefinition> {
  readonly event: D;
  /** The Kafka key: the person's number, or the name that the event is keyed by. */
  readonly key: string;
  readonly data: DataOf<D>;
  /** Whose story it belongs to, where the data does not name both the person and the sender. */
  readonly conversationId?: string;
  /** Its id (UUID), where the same request must be the same event; a new one when absent. */
  readonly id?: string;
}

/**
 * Puts what people ask for at the console on its topics: the services take it from there, as they take everybody's.
 * Kafka lets the console write the topics whose contracts name it among their `producers`.
 */
@Injectable()
export class RequestPublisher {
  constructor(
    private readonly publisher: EventPublisher,
    private readonly conversations: ConversationIds,
    private readonly traces: RequestTraces,
    private readonly clock: Clock,
  ) {}

  /** One event. @returns its id · @throws as `publishAll` */
  async publish<D extends EventDefinition>(event: D, key: string, data: DataOf<D>): Promise<string> {
    const [id] = await this.publishAll([{ event, key, data }]);
    return id!;
  }

  /**
   * Several, in this order and in one request; resolves when all in-sync replicas have them.
   *
   * @returns their ids
   * @throws HttpException 503 KAFKA_UNAVAILABLE: nothing may be assumed published
   * @throws ContractError for data that its schema refuses: check what people write before
   */
  async publishAll(asked: readonly Asked[]): Promise<string[]> {
    const traces: RequestTrace[] = [];
    const records = asked.map(({ event, key, data, id = randomUUID(), ...told }) => {
      const conversationId = told.conversationId ?? this.conversationOf(data);
      const trace = this.traces.begin(event.topic, id, conversationId);
      traces.push(trace);
      return encodeEvent(event, data, {
        id,
        source: SOURCE,
        timeMs: this.clock.now(),
        key,
        conversationId: conversationId ?? NO_CONVERSATION,
        traceparent: trace.traceparent,
      });
    });
    const publishing = publishInTime(this.publisher, records);
    await Promise.all([publishing, ...traces.map((trace) => trace.over(publishing))]).catch(
      (error: unknown) => {
        if (!(error instanceof PublishError)) throw error;
        const message =
          'Kafka does not answer, and nothing is known to be done; look, and try again in a moment.';
        throw new HttpException({ code: error.code, message }, 503);
      },
    );
    return records.map(({ headers }) => headers['ce_id']!);
  }

  private conversationOf(data: Readonly<Record<string, unknown>>): string | undefined {
    const { subscriber, sender } = data as { subscriber?: string; sender?: string };
    return subscriber === undefined ? undefined : this.conversations.of(subscriber, sender ?? '');
  }
}

import type { Infrastructure } from '../../tools/infra/infrastructure.js';
import { httpFloor } from './http.floor.js';
import { kafkaFloor } from './kafka.floor.js';
import { postgresFloor } from './postgres.floor.js';

/**
 * What one conversation asks of the machine, whatever the code between: events on Kafka (mo.received,
 * intent.resolved, mt.requested, mt.status, receipt.received, mt.status), rows written (inbox ×3, conversation,
 * queue, claim, history, receipt) and HTTP round trips (MO, send; receipts come a hundred to a request).
 */
export const perConversation = { events: 6, rows: 8, requests: 2 } as const;

export interface Floor {
  readonly kafka_events_per_s: number;
  readonly postgres_rows_per_s: number;
  readonly http_requests_per_s: number;
  /** Conversations/s if these three, one after another, were all the work. */
  readonly conversations_per_s: number;
}

/** The same machine's raw figures, for as many conversations. */
export async function measureFloor(infrastructure: Infrastructure, conversations: number): Promise<Floor> {
  const kafka = await kafkaFloor(infrastructure.kafkaBrokers, conversations * perConversation.events);
  const postgres = await postgresFloor(infrastructure.databaseUrl, conversations * perConversation.rows);
  const http = await httpFloor(conversations * perConversation.requests);
  const seconds =
    perConversation.events / kafka + perConversation.rows / postgres + perConversation.requests / http;
  return {
    kafka_events_per_s: Math.round(kafka),
    postgres_rows_per_s: Math.round(postgres),
    http_requests_per_s: Math.round(http),
    conversations_per_s: Math.round(1 / seconds),
  };
}

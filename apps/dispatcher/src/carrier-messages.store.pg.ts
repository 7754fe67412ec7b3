import { Injectable } from '@nestjs/common';
import { Database, uuidArray, type Statement } from '@parley/persistence';
import * as sql from './carrier-messages.sql.pg.js';
import {
  CarrierMessagesStore,
  nameKey,
  type CarrierMessage,
  type MessageName,
  type NamedText,
  type WaitingReceipt,
} from './carrier-messages.store.js';
import type { PartStatus } from './domain/fold-parts.js';

interface Row extends MessageName {
  readonly mtId: string;
  readonly attempt: number;
  readonly parts: number;
  readonly status: PartStatus | null;
}

@Injectable()
export class PgCarrierMessagesStore extends CarrierMessagesStore {
  constructor(private readonly database: Database) {
    super();
  }

  note(messages: readonly CarrierMessage[]): readonly Statement[] {
    if (messages.length === 0) return [];
    // One statement cannot touch a row twice; of an id that was given twice the last text counts.
    const once = new Map(messages.map((message) => [nameKey(message), message]));
    return [sql.note(JSON.stringify([...once.values()]))];
  }

  async named(names: readonly MessageName[]): Promise<Map<string, NamedText>> {
    if (names.length === 0) return new Map();
    const carriers = names.map(({ carrier }) => carrier);
    const ids = names.map(({ carrierMessageId }) => carrierMessageId);
    const rows = await this.database.query<Row>(sql.named(carriers, ids));
    const texts = new Map<string, Row[]>();
    for (const row of rows) {
      const attempt = `${row.mtId} ${row.attempt}`;
      const parts = texts.get(attempt);
      if (parts === undefined) texts.set(attempt, [row]);
      else parts.push(row);
    }
    const named = new Map<string, NamedText>();
    for (const parts of texts.values()) {
      const [{ mtId, parts: total }] = parts as [Row];
      const statuses = new Map(parts.map((row) => [row.carrierMessageId, row.status ?? undefined]));
      for (const row of parts) named.set(nameKey(row), { mtId, parts: { total, statuses } });
    }
    return named;
  }

  said(statuses: readonly (MessageName & { status: string })[]): readonly Statement[] {
    if (statuses.length === 0) return [];
    const last = [...new Map(statuses.map((one) => [nameKey(one), one])).values()];
    return [
      sql.said(
        last.map(({ carrier }) => carrier),
        last.map(({ carrierMessageId }) => carrierMessageId),
        last.map(({ status }) => status),
      ),
    ];
  }

  waiting(most: number): Promise<WaitingReceipt[]> {
    return this.database.query<WaitingReceipt>(sql.waiting(most));
  }

  taken(eventIds: readonly string[]): readonly Statement[] {
    return eventIds.length === 0 ? [] : [sql.taken(uuidArray(eventIds))];
  }
}

import { Injectable } from '@nestjs/common';
import { atRest, Database, type Statement } from '@parley/persistence';
import { TEST_TYPE } from '../domain/webhooks/webhook-event.js';
import {
  DeliveriesStore,
  type Backlog,
  type ClaimedDelivery,
  type NewDelivery,
  type Room,
  type Tried,
} from './deliveries.store.js';
import * as sql from './deliveries.sql.pg.js';

/** Above any time-out: who holds a claim longer has died. */
const LEASE_S = 120;
const HOLDS_UP_ATTEMPTS = 5;

/** Deliveries in `console.webhook_deliveries`, endpoints in `console.webhook_endpoints`. */
@Injectable()
export class PgDeliveriesStore extends DeliveriesStore {
  constructor(private readonly database: Database) {
    super();
  }

  add(deliveries: readonly NewDelivery[]): readonly Statement[] {
    if (deliveries.length === 0) return [];
    const { rest } = this.database;
    const rows = atRest(rest, deliveries).map((row) => ({ ...row, body: rest.words(row.body) }));
    return [sql.insertDeliveries(JSON.stringify(rows))];
  }

  async claim(rooms: readonly Room[]): Promise<ClaimedDelivery[]> {
    const claim = sql.claimDeliveries(JSON.stringify(rooms), LEASE_S, HOLDS_UP_ATTEMPTS);
    const rows = await this.database.query<Omit<ClaimedDelivery, 'test'>>(claim);
    return rows.map((row) => ({ ...row, test: row.type === TEST_TYPE }));
  }

  async settle(tried: readonly Tried[]): Promise<string[]> {
    if (tried.length === 0) return [];
    const rows = tried.map(({ delivery: { id, attempts }, settled: { state, delayS, code, status } }) => ({
      ...{ id, attempts, state, delayS, code, status },
    }));
    const standings = JSON.stringify(standingsOf(tried));
    const [, stood = []] = await this.database.commit([
      sql.settleDeliveries(JSON.stringify(rows)),
      sql.standEndpoints(standings),
    ]);
    return stood.flatMap(({ endpoint, disabledNow }) => (disabledNow === true ? [String(endpoint)] : []));
  }

  backlogs(): Promise<Backlog[]> {
    return this.database.query<Backlog>(sql.backlogs());
  }
}

/** One row an endpoint: of what ended together a success is worth more than a failure, and the last more than the first. */
function standingsOf(tried: readonly Tried[]): object[] {
  const byEndpoint = new Map<string, Tried>();
  for (const each of tried) {
    const { endpoint } = each.delivery;
    const before = byEndpoint.get(endpoint);
    if (before?.settled.endpoint.well !== true) byEndpoint.set(endpoint, each);
  }
  return [...byEndpoint].map(([endpoint, { settled }]) => ({
    ...{ endpoint, code: settled.code, ...settled.endpoint },
  }));
}

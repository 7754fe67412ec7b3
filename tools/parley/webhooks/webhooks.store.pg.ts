import { connectTo, type HouseConnection } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

/** How an endpoint stands, and what there is of it. */
export interface EndpointState {
  readonly endpoint: string;
  readonly waiting: number;
  readonly delivered: number;
  readonly failed: number;
  /** ISO 8601: since when the oldest of what waits does. */
  readonly oldest: string | null;
  readonly failingSince: string | null;
  readonly disabledAt: string | null;
  /** Why the last attempt failed; null when it did not. */
  readonly lastCode: string | null;
  readonly deliveredAt: string | null;
}

/** Which deliveries are sent again. */
export interface Redelivery {
  readonly endpoint: string;
  readonly eventId: string | undefined;
  readonly since: Date | undefined;
}

export interface TestResult {
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly code: string | null;
  readonly status: number | null;
}

const STATES = `
  SELECT endpoint, coalesce(d.waiting, 0)::int AS waiting, coalesce(d.delivered, 0)::int AS delivered,
    coalesce(d.failed, 0)::int AS failed, d.oldest, e.failing_since AS "failingSince", e.disabled_at AS "disabledAt",
    e.last_code AS "lastCode", e.delivered_at AS "deliveredAt"
  FROM console.webhook_endpoints e
  FULL JOIN (
    SELECT endpoint, count(*) FILTER (WHERE state = 'waiting') AS waiting,
      count(*) FILTER (WHERE state = 'delivered') AS delivered, count(*) FILTER (WHERE state = 'failed') AS failed,
      min(created_at) FILTER (WHERE state = 'waiting') AS oldest
    FROM console.webhook_deliveries GROUP BY endpoint) d USING (endpoint)
  ORDER BY endpoint`;

const ENABLE = `
  UPDATE console.webhook_endpoints SET disabled_at = NULL, failing_since = NULL, failures = 0, rests_until = now()
  WHERE endpoint = $1 AND disabled_at IS NOT NULL`;

/** What waited out a disabled endpoint is due at once. */
const DUE = `UPDATE console.webhook_deliveries SET due_at = now() WHERE endpoint = $1 AND state = 'waiting'`;

/** Failed ones, and with an id or a time delivered ones too. */
const REDELIVER = `
  UPDATE console.webhook_deliveries SET state = 'waiting', attempts = 0, due_at = now(), settled_at = NULL
  WHERE endpoint = $1 AND state <> 'waiting'
    AND ($2::uuid IS NULL OR event_id = $2) AND ($3::timestamptz IS NULL OR created_at >= $3)
    AND (state = 'failed' OR $2::uuid IS NOT NULL OR $3::timestamptz IS NOT NULL)`;

/** Before all that waits, and before the endpoint's rest is over: somebody looks on. */
const ADD = `
  WITH woken AS (UPDATE console.webhook_endpoints SET rests_until = now() WHERE endpoint = $1)
  INSERT INTO console.webhook_deliveries (endpoint, event_id, type, subscriber, traceparent, body, due_at)
  VALUES ($1, $2, $3, '', $4, $5, '-infinity')`;

const DISABLED = `SELECT 1 FROM console.webhook_endpoints WHERE endpoint = $1 AND disabled_at IS NOT NULL`;

const LOOK = `
  SELECT state, last_code AS code, last_status AS status FROM console.webhook_deliveries
  WHERE endpoint = $1 AND event_id = $2`;

/** The deliveries of webhooks, as the command line sees and mends them. */
export class WebhooksStore {
  private constructor(private readonly house: HouseConnection) {}

  static async open(house: House): Promise<WebhooksStore> {
    return new WebhooksStore(await connectTo(house));
  }

  async states(): Promise<EndpointState[]> {
    return (await this.house.client.query<EndpointState>(STATES)).rows;
  }

  /** @returns false where it was not disabled */
  async enable(endpoint: string): Promise<boolean> {
    const { rowCount } = await this.house.client.query(ENABLE, [endpoint]);
    if (rowCount === 0) return false;
    await this.house.client.query(DUE, [endpoint]);
    return true;
  }

  /** @returns how many go again */
  async redeliver({ endpoint, eventId, since }: Redelivery): Promise<number> {
    return (await this.house.client.query(REDELIVER, [endpoint, eventId, since])).rowCount ?? 0;
  }

  async isDisabled(endpoint: string): Promise<boolean> {
    return (await this.house.client.query(DISABLED, [endpoint])).rows.length > 0;
  }

  /** Queues one that is no event of the platform. */
  async add(
    endpoint: string,
    eventId: string,
    type: string,
    traceparent: string,
    body: string,
  ): Promise<void> {
    const { client, rest } = this.house;
    await client.query(ADD, [endpoint, eventId, type, traceparent, rest.words(body)]);
  }

  async resultOf(endpoint: string, eventId: string): Promise<TestResult | undefined> {
    return (await this.house.client.query<TestResult>(LOOK, [endpoint, eventId])).rows[0];
  }

  close(): Promise<void> {
    return this.house.client.end();
  }
}

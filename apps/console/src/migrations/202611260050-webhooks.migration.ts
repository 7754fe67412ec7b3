import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What endpoints are to be told, and how each of them stands. */
export class CreateWebhooks1764118800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE console.webhook_deliveries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        endpoint text NOT NULL,
        event_id uuid NOT NULL,
        type text NOT NULL,
        subscriber text NOT NULL,
        traceparent text NOT NULL,
        body text NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
        attempts int NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        last_code text,
        last_status int,
        created_at timestamptz NOT NULL DEFAULT now(),
        settled_at timestamptz,
        UNIQUE (endpoint, event_id)
      ) WITH (fillfactor = 80);
      CREATE INDEX webhook_deliveries_due ON console.webhook_deliveries (endpoint, due_at, id) WHERE state = 'waiting';
      CREATE INDEX webhook_deliveries_before ON console.webhook_deliveries (endpoint, subscriber, id) WHERE state = 'waiting';
      CREATE INDEX webhook_deliveries_by_time ON console.webhook_deliveries (created_at);
      CREATE INDEX webhook_deliveries_by_subscriber ON console.webhook_deliveries (subscriber);
      CREATE TABLE console.webhook_endpoints (
        endpoint text PRIMARY KEY,
        failures int NOT NULL DEFAULT 0,
        failing_since timestamptz,
        rests_until timestamptz NOT NULL DEFAULT '-infinity',
        disabled_at timestamptz,
        last_code text,
        last_at timestamptz,
        delivered_at timestamptz
      );
      COMMENT ON TABLE console.webhook_deliveries IS 'What endpoints are told: an event and an endpoint a row, with the body as it is sent.';
      COMMENT ON TABLE console.webhook_endpoints IS 'How endpoints of webhooks stand: failing since when, resting until when, disabled.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE console.webhook_deliveries, console.webhook_endpoints');
  }
}

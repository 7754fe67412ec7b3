import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The built-in span store; unlogged, as spans are no record of business. */
export class CreateSpans1763600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS telemetry;
      CREATE UNLOGGED TABLE telemetry.spans (
        trace_id text NOT NULL,
        span_id text NOT NULL,
        parent_span_id text,
        service text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        start_us bigint NOT NULL,
        duration_us bigint NOT NULL,
        conversation_id text,
        failed boolean NOT NULL,
        attributes jsonb NOT NULL,
        links text[] NOT NULL,
        PRIMARY KEY (trace_id, span_id)
      );
      CREATE INDEX spans_by_conversation ON telemetry.spans (conversation_id);
      CREATE INDEX spans_by_start ON telemetry.spans USING brin (start_us);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA telemetry CASCADE');
  }
}

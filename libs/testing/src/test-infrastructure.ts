/** Where Kafka and PostgreSQL are, as the set-up of the run told this spec. */
export interface TestInfrastructure {
  readonly kafkaBrokers: readonly string[];
  /** A migrated database that nobody connects to; `testDatabase` copies it. */
  readonly templateUrl: string;
}

declare global {
  var PARLEY_TEST_INFRASTRUCTURE: TestInfrastructure | undefined;
}

/** Real Kafka and PostgreSQL, shared by all specs of the run. Only for `*.int-spec.ts` and `*.e2e-spec.ts`. */
export function testInfrastructure(): TestInfrastructure {
  const told = globalThis.PARLEY_TEST_INFRASTRUCTURE;
  if (told === undefined) {
    throw new Error(
      'NO_TEST_INFRASTRUCTURE Name the file *.int-spec.ts, so that Kafka and PostgreSQL run for it.',
    );
  }
  return told;
}

import { Clock } from '@parley/platform';

/** 2026-11-20T15:00:00Z, a Friday morning in New York: when conversations in memory begin. */
const BEGIN = Date.UTC(2026, 10, 20, 15);

/** The time as it is given. */
export class GivenClock extends Clock {
  private ms = BEGIN;

  override now(): number {
    return this.ms;
  }

  pass(ms: number): void {
    this.ms += ms;
  }

  begin(): void {
    this.ms = BEGIN;
  }
}

import {
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { Database } from '../database.js';
import { forgetStatement, type RetentionRule } from './retention-rule.js';

const EVERY_MS = 3_600_000;
/** Few enough that nothing waits long for the rows of one statement. */
const MOST_AT_ONCE = 2000;
/** Between batches, so that a backlog of them leaves the database room. */
const REST_MS = 50;

/**
 * Once an hour: what a service has kept long enough is forgotten, a batch at a time. Replicas
 * do it side by side: what one has locked the other passes by.
 */
export class ForgetOldService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ForgetOldService.name);
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private working: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly rules: readonly RetentionRule[],
    private readonly mostAtOnce = MOST_AT_ONCE,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forget(), EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  /** Forgets all that is old now; once more while it is under way is the same. */
  forget(): Promise<void> {
    this.working ??= this.forgetAll().finally(() => (this.working = undefined));
    return this.working;
  }

  private async forgetAll(): Promise<void> {
    for (const rule of this.rules) {
      try {
        await this.forgetBy(rule);
      } catch (error) {
        const msg = 'what is old could not be forgotten; tried again in an hour';
        this.logger.warn({ msg, table: rule.table, error: (error as Error).name });
      }
    }
  }

  private async forgetBy(rule: RetentionRule): Promise<void> {
    let total = 0;
    for (let full = true; full && !this.stopped;) {
      const gone = await this.database.query(forgetStatement(rule, this.mostAtOnce));
      total += gone.length;
      full = gone.length === this.mostAtOnce;
      if (full) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
    if (total > 0) this.logger.log({ msg: 'forgot what was old', table: rule.table, rows: total });
  }
}

/** The providers by which an app forgets. */
export function forgetting(rules: readonly RetentionRule[]): Provider[] {
  return [
    {
      provide: ForgetOldService,
      inject: [Database],
      useFactory: (database: Database) => new ForgetOldService(database, rules),
    },
  ];
}

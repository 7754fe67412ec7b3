import { hash } from 'node:crypto';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { SendOutcome } from '@parley/carriers';
import type { SenderConfigured } from '@parley/contracts';
import { countryOf } from '@parley/sms';
import { isFailing, signOf } from './domain/failing-number.js';
import type { Member } from './domain/place-in-pool.js';
import { OurNumbers } from './our-numbers.js';
import { PoolsStore, type NumberState } from './pools.store.js';

const LOOK_EVERY_MS = 500;

/** How the numbers of pools stand, as all replicas see it, half a second old at most. */
@Injectable()
export class PoolStates implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PoolStates.name);
  private states = new Map<string, NumberState & { readonly fails: boolean }>();
  /** What attempts said since the last look: the code of a failure, or `well`. */
  private signs = new Map<string, ReturnType<typeof signOf>>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly store: PoolsStore,
    private readonly numbers: OurNumbers,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look().catch(() => undefined); // a database that is away is looked for later
    this.again();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** An attempt from a number of a pool has come to its end. */
  note(number: string, outcome: SendOutcome): void {
    const sign = signOf(outcome);
    if (sign !== undefined && this.signs.get(number) !== 'well') this.signs.set(number, sign);
  }

  /** Whether a number of a pool counts as failing. */
  fails(number: string): boolean {
    return this.states.get(number)?.fails === true;
  }

  /** The numbers of a pool as they stand for a person. */
  membersFor(subscriber: string, pool: SenderConfigured): Member[] {
    const country = lazily(() => countryOf(subscriber));
    return (pool.numbers ?? []).map(({ number, segmentsPerSecond }) => ({
      number,
      segmentsPerSecond,
      waiting: this.states.get(number)?.waiting ?? 0,
      failing: this.fails(number),
      get near() {
        return (
          country() !== undefined && country() === (number.startsWith('+') ? countryOf(number) : pool.country)
        );
      },
      get draw() {
        return drawOf(subscriber, number);
      },
    }));
  }

  /** Tells what was seen here, and reads what all have seen. Nothing is asked where there is no pool. */
  async look(): Promise<void> {
    const ours = this.numbers.pools.flatMap(({ numbers = [] }) => numbers.map(({ number }) => number));
    if (ours.length === 0) return;
    const signs = this.signs;
    this.signs = new Map();
    const well = [...signs].filter(([number, sign]) => sign === 'well' && this.states.get(number)?.failing);
    const failing = [...signs].flatMap(([number, sign]) =>
      typeof sign === 'object' ? { number, ...sign } : [],
    );
    await this.store.note({ failing, well: well.map(([number]) => number) });
    const { nowMs, numbers } = await this.store.states(ours);
    const before = this.states;
    this.states = new Map(
      numbers.map((state) => [state.number, { ...state, fails: this.isFailing(state, nowMs) }]),
    );
    for (const { number, fails, failing: { code } = { code: undefined } } of this.states.values()) {
      if (fails === (before.get(number)?.fails ?? false)) continue;
      if (fails) this.logger.warn({ msg: 'a number of a pool fails (NUMBER_FAILING)', number, code });
      else this.logger.log({ msg: 'a number of a pool is tried again', number });
    }
  }

  private isFailing({ number, failing }: NumberState, nowMs: number): boolean {
    return (
      failing !== undefined && isFailing(failing, nowMs, this.numbers.get(number)?.carriers !== undefined)
    );
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: Error) => this.logger.warn({ msg: 'looking at pools failed', error: error.message }))
        .finally(() => this.again());
    }, LOOK_EVERY_MS).unref();
  }
}

/** 0 to 1, from 52 bits of a hash. */
function drawOf(subscriber: string, number: string): number {
  return parseInt(hash('sha256', `${subscriber} ${number}`, 'hex').slice(0, 13), 16) / 2 ** 52;
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

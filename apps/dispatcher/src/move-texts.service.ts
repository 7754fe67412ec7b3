import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ConfigDirectory } from '@parley/messaging';
import { Database } from '@parley/persistence';
import { ClaimMtsService } from './claim-mts.service.js';
import { numbersOf } from './domain/numbers-of.js';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';
import { OurNumbers } from './our-numbers.js';
import { PoolPlaces } from './pool-places.js';
import { PoolStates } from './pool-states.service.js';
import { PoolsStore, type Move, type WaitingAt } from './pools.store.js';

const LOOK_EVERY_MS = 1000;
/** Texts moved in one statement: few enough that claims, which skip what is locked, pass them by. */
const MOST_AT_ONCE = 500;

/**
 * Gives texts that wait another number: where theirs has left the pool, and, of programs that allow it, while theirs
 * fails. Replicas may do so at the same time: they come to the same, and what one has moved the other leaves.
 */
@Injectable()
export class MoveTextsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MoveTextsService.name);
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly store: PoolsStore,
    private readonly intake: MtIntakeStore,
    private readonly places: PoolPlaces,
    private readonly states: PoolStates,
    private readonly numbers: OurNumbers,
    private readonly directory: ConfigDirectory,
    private readonly claims: ClaimMtsService,
    private readonly database: Database,
  ) {}

  onApplicationBootstrap(): void {
    this.again();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  async work(): Promise<void> {
    const renamed = this.numbers.pools.map(({ sender }) => sender).filter((name) => !this.numbers.get(name));
    for (const at of await this.store.waitingAt(renamed)) {
      const sender = this.directory.senders.get(at.sender);
      if (sender === undefined) continue; // taken out of parley.yaml: its texts wait, as those of any such sender
      const isOurs = numbersOf(sender).some(({ sender: address }) => address === at.number);
      if (!isOurs) await this.moveAll(at, undefined);
      else if (
        this.states.fails(at.number) &&
        sender.numbers?.some(({ number }) => !this.states.fails(number))
      )
        await this.moveAll(at, this.failingOver(at.sender));
    }
  }

  /** Programs of a pool whose texts may go from another number. */
  private failingOver(pool: string): string[] {
    const programs = [...this.directory.programs.values()];
    return programs
      .filter(({ sender, failover }) => sender === pool && failover === 'allowed')
      .map((p) => p.program);
  }

  private async moveAll(at: WaitingAt, programs: readonly string[] | undefined): Promise<void> {
    if (programs?.length === 0) return;
    for (let full = true; full && !this.stopped;) {
      const texts = await this.store.movable(at, programs, MOST_AT_ONCE);
      full = texts.length === MOST_AT_ONCE;
      const kept = await this.places.load(texts);
      const moves: Move[] = [];
      const records: IntakeRecord[] = [];
      for (const text of texts) {
        const place = this.places.placeOf(text, kept);
        if (place?.number === at.number) continue;
        const { subscriber, sender } = text;
        if (place?.keeps) records.push({ kind: 'number', subscriber, sender, ...place.keeps });
        this.places.note(kept, records.slice(-1));
        moves.push({ id: text.id, number: place?.number, hurry: programs !== undefined });
      }
      if (moves.length === 0) return;
      await this.database.commit([...this.intake.save(records), ...this.store.move(moves, at)]);
      for (const to of new Set(moves.map(({ number }) => number ?? at.sender))) this.claims.queued(to);
    }
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.working = this.work()
        .catch((error: Error) => this.logger.warn({ msg: 'moving texts failed', error: error.message }))
        .finally(() => this.again());
    }, LOOK_EVERY_MS).unref();
  }
}

import { Logger, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { configEvents, plan, type ConfigSnapshot } from '@parley/config';
import {
  ConfigDirectory,
  ConversationIds,
  Erasing,
  Erasures,
  EventPublisher,
  SealedWords,
  type Batch,
} from '@parley/messaging';
import { Database } from '@parley/persistence';
import { ApiAccess, Clock } from '@parley/platform';
import { AnnounceDueService } from '../../../apps/keyword-router/src/announce-due.service.js';
import { OurNumbers } from '../../../apps/dispatcher/src/our-numbers.js';
import { SendMtService } from '../../../apps/dispatcher/src/send-mt.service.js';
import { GivenClock } from './given-clock.js';
import { MemoryBus, type Subscription } from './memory-bus.js';
import { MemoryCases } from './memory-cases.store.js';
import { MemoryCoupons } from './memory-coupons.store.js';
import { MemoryDialogues } from './memory-dialogues.store.js';
import { MemoryPhones } from './memory-phones.js';
import { MemoryQueue } from './memory-queue.store.js';
import { MemorySettling, sendDue } from './memory-sends.js';
import { NoDatabase } from './no-database.js';
import { Remembered } from './remembered.js';
import { partsOf, topicsOf, withStandIns } from './service-parts.js';
import { services, standIns } from './stand-ins.js';

const NOTHING: ConfigSnapshot = {
  senders: new Map(),
  programs: new Map(),
  preferences: new Map(),
  keywords: new Map(),
  flows: new Map(),
  webhooks: new Map(),
};

@Module({})
class Shared {}

/**
 * The services in memory, in one process: their own modules with their own handlers and decisions, on a given clock,
 * with stand-ins for Kafka, PostgreSQL and the carriers alone. A handler that joins a module joins here by itself.
 */
export class MemoryHouse {
  private running: Promise<void> | undefined;
  private begunMs = 0;

  private constructor(
    private readonly remembered: Remembered,
    readonly clock: GivenClock,
    readonly directory: ConfigDirectory,
    readonly bus: MemoryBus,
    readonly phones: MemoryPhones,
    readonly coupons: MemoryCoupons,
    private readonly dialogues: MemoryDialogues,
    private readonly announcing: AnnounceDueService,
    private readonly queue: MemoryQueue,
    private readonly settling: MemorySettling,
    private readonly sending: SendMtService,
    private readonly numbers: OurNumbers,
  ) {}

  static async build(declared: ConfigSnapshot): Promise<MemoryHouse> {
    Logger.overrideLogger(false);
    const clock = new GivenClock();
    const directory = directoryOf(declared);
    const remembered = new Remembered();
    const bus = new MemoryBus(remembered, clock);
    const phones = new MemoryPhones(remembered);
    const coupons = new MemoryCoupons(remembered);
    const cases = new MemoryCases(remembered);
    const dialogues = new MemoryDialogues(remembered, clock, coupons, cases);
    const queue = new MemoryQueue(remembered);
    const settling = new MemorySettling(bus, clock);
    const shared: Exclude<Provider, Type>[] = [
      { provide: Clock, useValue: clock },
      { provide: ConfigDirectory, useValue: directory },
      { provide: ConversationIds, useValue: bus.conversations },
      { provide: Database, useClass: NoDatabase },
      { provide: EventPublisher, useValue: {} },
      // Nobody is forgotten here.
      { provide: Erasing, useValue: {} },
      { provide: SealedWords, useValue: {} },
      { provide: Erasures, useValue: { onErased: () => undefined } },
      // Nobody calls an API here.
      { provide: ApiAccess, useValue: {} },
    ];
    const around = { remembered, clock, bus, dialogues, coupons, cases, queue, settling, phones };
    const replaced = standIns(around);
    const modules = services().map(([name, module]) => {
      const { controllers, providers } = partsOf(module);
      @Module({})
      class Service {}
      return {
        name,
        module: {
          module: Service,
          controllers: [...controllers],
          providers: withStandIns(providers, replaced[name] ?? []),
        },
      };
    });
    const container = await Test.createTestingModule({
      imports: [
        { module: Shared, global: true, providers: shared, exports: shared.map(({ provide }) => provide) },
        ...modules.map(({ module }): DynamicModule => module),
      ],
    }).compile();
    bus.connect(modules.flatMap(({ name, module }) => subscriptionsOf(name, module, container)));
    const sending = container.get(SendMtService, { strict: false });
    const numbers = container.get(OurNumbers, { strict: false });
    const announcing = container.get(AnnounceDueService, { strict: false });
    return new MemoryHouse(
      ...([remembered, clock, directory, bus, phones, coupons] as const),
      ...([dialogues, announcing, queue, settling, sending, numbers] as const),
    );
  }

  /** Forgets everybody and goes back to the first moment; what is configured stays, and what is compiled of it. */
  begin(): void {
    this.remembered.forget();
    this.clock.begin();
    this.begunMs = this.clock.now();
  }

  /** Takes everything that waits to its end, for all who ask in the same breath: events, and texts that are due. */
  run(): Promise<void> {
    return (this.running ??= this.runSoon());
  }

  private async runSoon(): Promise<void> {
    await new Promise(setImmediate);
    try {
      await this.runAll();
    } finally {
      this.running = undefined;
    }
  }

  private async runAll(): Promise<void> {
    for (;;) {
      await this.bus.run();
      if (this.dialogues.nextDueMs <= this.clock.now()) await this.announcing.announce();
      else if (!(await this.sendDue())) return;
    }
  }

  /** Lets time pass up to so many ms after the first moment; what becomes due meanwhile happens at its time. */
  async passTo(ms: number): Promise<void> {
    const end = this.begunMs + ms;
    for (;;) {
      const due = Math.min(this.queue.nextDueMs ?? Infinity, this.dialogues.nextDueMs);
      if (due > end) break;
      this.clock.pass(Math.max(0, due - this.clock.now()));
      await this.runAll();
    }
    this.clock.pass(end - this.clock.now());
    await this.runAll();
  }

  private sendDue(): Promise<boolean> {
    return sendDue(this.queue, this.sending, this.settling, this.numbers, this.clock.now());
  }
}

function subscriptionsOf(service: string, module: DynamicModule, container: TestingModule): Subscription[] {
  return (module.controllers ?? []).flatMap((type) => {
    const controller: Record<string, (batch: Batch<unknown>) => Promise<unknown>> = container.get(type, {
      strict: false,
    });
    return topicsOf(controller).map(({ topic, method }) => ({
      service,
      topic,
      handle: (batch: Batch<unknown>) => controller[method]!(batch),
    }));
  });
}

/** Paces are the dispatcher's own specs' part: here no text waits for its turn. */
const NO_PACE = 100_000;

function withoutPace(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!('segmentsPerSecond' in data)) return data;
  const numbers = (data['numbers'] as object[] | undefined)?.map((number) => ({
    ...number,
    segmentsPerSecond: NO_PACE,
  }));
  return { ...data, segmentsPerSecond: NO_PACE, ...(numbers && { numbers }) };
}

function directoryOf(declared: ConfigSnapshot): ConfigDirectory {
  const directory = new ConfigDirectory();
  for (const { event, key, data } of configEvents(plan(NOTHING, declared), 'golden')) {
    directory.apply(event.topic, key, withoutPace(data));
  }
  return directory;
}

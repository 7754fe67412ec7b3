import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  Committer,
  ConfigDirectory,
  ConversationIds,
  eventIdFrom,
  EventPublisher,
  type CausedEffect,
} from '@parley/messaging';
import { Database } from '@parley/persistence';
import { Clock, keepsConversation } from '@parley/platform';
import { CampaignSpans } from './campaign-spans.js';
import { CampaignsStore, type CampaignRun, type CampaignStep } from './campaigns.store.js';
import { ClaimMtsService } from './claim-mts.service.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import type { Request } from './domain/admit-mt.js';
import { IntakeTerms } from './intake-terms.js';
import { MtIntakeStore } from './mt-intake.store.js';
import { Around, MtLimitsStore } from './mt-limits.store.js';
import { addressOf } from './our-numbers.js';
import { PoolPlaces } from './pool-places.js';
import { decideIntake, type QueueRecord } from './queue-mt.handler.js';
import { noteWaits } from './send-spans.js';

/** People of one step: few enough that its commit holds up no reply's. */
const CHUNK = 500;
/** A campaign is taken no further while so many of its texts wait: the queue stays small, whatever its size. */
const MOST_WAITING = 20_000;
const LOOK_EVERY_MS = 250;
const TIDY_EVERY_MS = 5000;

/** What the decisions on a step's people came to. */
interface Decided {
  readonly records: readonly QueueRecord[];
  readonly effects: readonly CausedEffect[];
  readonly spans?: CampaignSpans;
}

const NOTHING: Decided = { records: [], effects: [] };

/**
 * Takes campaigns through their people, a few at a time. A person's text has an id made of the campaign's event and
 * their number; it, the others of the step and how far it has come are one commit, so that a restart goes on there.
 */
@Injectable()
export class ExpandCampaignsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ExpandCampaignsService.name);
  private readonly stopped = new AbortController();
  private readonly committer: Committer;
  private readonly terms: IntakeTerms;
  private tidiedMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly campaigns: CampaignsStore,
    private readonly intake: MtIntakeStore,
    private readonly limits: MtLimitsStore,
    directory: ConfigDirectory,
    private readonly conversations: ConversationIds,
    private readonly sending: ClaimMtsService,
    private readonly places: PoolPlaces,
    private readonly clock: Clock,
    database: Database,
    publisher: EventPublisher,
    @Inject(DISPATCHER_ENVIRONMENT)
    private readonly environment: Pick<DispatcherEnvironment, 'PARLEY_TRACE_RATIO'>,
  ) {
    this.terms = new IntakeTerms(directory, clock);
    this.committer = new Committer(database, publisher, 'dispatcher', 'campaigns', this.stopped.signal, () =>
      this.logger.warn({ msg: 'a campaign is held back by infrastructure' }),
    );
  }

  onApplicationBootstrap(): void {
    this.again(LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.timer);
    await this.working;
    await this.committer.published();
  }

  /** Takes one campaign a step further. @returns whether there was anything to do */
  async advance(): Promise<boolean> {
    const run = await this.campaigns.take(MOST_WAITING);
    if (!run) return false;
    const nowMs = this.clock.now();
    const ended = run.cancelled
      ? 'cancelled'
      : (run.expiresAtMs ?? Infinity) <= nowMs
        ? 'expired'
        : undefined;
    const { reachedTo } = run;
    if (ended) return this.keep(run, { queued: 0, refused: 0, reachedTo, ended }, NOTHING);
    if (run.waiting >= MOST_WAITING)
      return this.keep(run, { queued: 0, refused: 0, reachedTo }, NOTHING, false);
    const members = await this.campaigns.members(run, CHUNK);
    const decided = await this.decide(run, members, nowMs);
    const queued = decided.records.filter(({ kind }) => kind === 'queued').length;
    const last = members.at(-1) ?? reachedTo;
    const step: CampaignStep = { queued, refused: members.length - queued, reachedTo: last };
    return this.keep(run, members.length < CHUNK ? { ...step, ended: 'done' } : step, decided);
  }

  private async decide(run: CampaignRun, members: readonly string[], nowMs: number): Promise<Decided> {
    const spans = new CampaignSpans((conversationId) =>
      keepsConversation(conversationId, this.environment.PARLEY_TRACE_RATIO),
    );
    const requests = members.map((subscriber) => this.requestOf(run, subscriber, spans));
    const needs = this.terms.needsOf(requests);
    const [standings, around, kept] = await Promise.all([
      this.intake.load(members),
      needs ? this.limits.load(needs) : new Around(),
      this.places.load(requests.map(({ data }) => data)),
    ]);
    const records: QueueRecord[] = [];
    const effects: CausedEffect[] = [];
    for (const request of requests) {
      const { subscriber } = request.data;
      const keys = this.terms.keysOf(request);
      const from = this.places.placeOf(request.data, kept);
      const terms = { ...this.terms.of(request, around, keys), from };
      const decision = decideIntake(standings.get(subscriber), request, terms, nowMs, keys);
      records.push(...(decision.records ?? []));
      spans.describe(request.id, decision.attributes);
      for (const effect of decision.effects) effects.push({ cause: { ...request, key: subscriber }, effect });
    }
    return { records, effects, spans };
  }

  private requestOf(run: CampaignRun, subscriber: string, spans: CampaignSpans): Request {
    const { sender, program, campaign, text, expiresAtMs } = run;
    const id = eventIdFrom(run.id, subscriber);
    const conversationId = this.conversations.of(subscriber, sender);
    return {
      id,
      source: 'parley/dispatcher',
      time: run.requestedAtMs,
      conversationId,
      traceparent: spans.begin(id, conversationId),
      data: {
        subscriber,
        sender,
        program,
        campaign,
        text,
        lane: 'bulk',
        purpose: 'information',
        onUnknown: 'park',
        ...(expiresAtMs !== undefined && { expiresAt: new Date(expiresAtMs).toISOString() }),
      },
    };
  }

  /** @returns true, unless the campaign waits for its texts to leave */
  private async keep(
    run: CampaignRun,
    step: CampaignStep,
    { records, effects, spans }: Decided,
    goOn = true,
  ): Promise<boolean> {
    const counted = records.filter((record) => record.kind === 'counted');
    const others = records.filter((record) => record.kind !== 'counted');
    await this.intake.prepare(others);
    const statements = [
      ...this.campaigns.step(run, step),
      ...this.intake.save(others),
      ...this.limits.save(counted),
    ];
    await this.committer.commit(statements, effects, this.clock.now());
    spans?.end();
    const queued = records.filter((record) => record.kind === 'queued');
    for (const address of new Set(queued.map(({ mt }) => addressOf(mt)))) this.sending.queued(address);
    for (const { mt, waits } of queued) noteWaits(mt, waits ?? []);
    return goOn;
  }

  /** Publishes what a replica that died had committed. */
  private async tidy(): Promise<void> {
    if (this.clock.now() - this.tidiedMs < TIDY_EVERY_MS) return;
    this.tidiedMs = this.clock.now();
    await this.committer.tidy();
  }

  private again(afterMs: number): void {
    if (this.stopped.signal.aborted) return;
    this.timer = setTimeout(() => {
      let goOn = false;
      this.working = this.tidy()
        .then(() => this.advance())
        .then((worked) => void (goOn = worked))
        .catch((error: Error) => this.logger.warn({ msg: 'a campaign waits', error: error.message }))
        .finally(() => this.again(goOn ? 1 : LOOK_EVERY_MS));
    }, afterMs).unref();
  }
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { KafkaConfigPort, plan } from '@parley/config';
import { EventPublisher } from '@parley/messaging';
import type { Conversation } from '../../conversations/conversation.js';
import { LiveRecords } from '../../conversations/platform/live-records.js';
import { PlatformStage, type PlatformParts } from '../../conversations/platform/platform-stage.js';
import { TopicWatch } from '../../conversations/platform/topic-watch.js';
import { DueDialogues } from '../../conversations/platform/due-dialogues.pg.js';
import { PERSONAL_TOPICS, TurnEnds } from '../../conversations/platform/turn-ends.js';
import type { Golden } from '../../conversations/read-conversations.js';
import type { Stage } from '../../conversations/stage.port.js';
import { replayCoupons } from '../coupons/coupons.store.pg.js';
import { failure } from '../parley.error.js';
import { kafkaClient } from '../platform/kafka.js';
import type { RunningPlatform } from '../platform/running-platform.js';
import { shownPath } from '../terminal/shown-path.js';

/** The stages of somebody who plays by hand: the running platform, one conversation at a time. */
export class HandStage {
  private constructor(
    private readonly parts: PlatformParts,
    private readonly clockFile: string | undefined,
    /** Ends the connections; the platform goes on. */
    readonly close: () => Promise<void>,
  ) {}

  /**
   * @param leaving aborted when the person leaves: the step under way then rejects with its reason
   * @throws ParleyError NOT_RUNNING, CONFIG_DIFFERS
   */
  static async open(
    running: RunningPlatform,
    { parley, declared }: Golden,
    leaving: AbortSignal,
  ): Promise<HandStage> {
    const { simulatorUrl } = running;
    const kafka = kafkaClient(running.kafkaBrokers);
    const changes = plan(await new KafkaConfigPort(kafka).current(), declared);
    const lacking = changes.filter(({ action }) => action !== 'remove');
    if (lacking.length > 0) {
      const what = lacking.map(({ kind, key }) => `${kind} ${key}`);
      const more = what.length > 3 ? ` and ${what.length - 3} more` : '';
      throw failure.configDiffers(shownPath(parley), what.slice(0, 3).join(', ') + more);
    }
    const publisher = new EventPublisher(kafka);
    const admin = kafka.admin();
    const [live, due] = await Promise.all([
      LiveRecords.open(kafka, PERSONAL_TOPICS),
      DueDialogues.open(running, () => Date.now() + movedBy(running.clockFile)),
      publisher.connect(),
      admin.connect(),
    ]);
    const watch = new TopicWatch(live, live.from);
    const carriers = new Map(
      [...declared.senders.values()].flatMap(({ sender, carrier, numbers = [] }) => [
        [sender, carrier] as const,
        ...numbers.map((each) => [each.number, each.carrier] as const),
      ]),
    );
    const parts: PlatformParts = {
      simulatorUrl,
      carriers,
      publisher,
      watch,
      ends: new TurnEnds(admin, watch, due),
      fillPool: async (pool, codes) => {
        if (!(await replayCoupons(running, pool, codes))) throw failure.poolInUse(pool);
      },
      leaving,
    };
    return new HandStage(parts, running.clockFile, async () => {
      await Promise.all([live.close(), publisher.close(), admin.disconnect(), due.close()]);
    });
  }

  /** @throws ParleyError TIME_FIXED where time is to pass and the platform's cannot be moved */
  of(
    conversation: Conversation,
    numbersFor: (phones: readonly string[]) => ReadonlyMap<string, string>,
  ): Stage {
    const passes = conversation.steps.some(({ kind }) => kind === 'wait');
    if (passes && this.clockFile === undefined) throw failure.timeFixed();
    return new PlatformStage(this.parts, numbersFor(conversation.phones), async (ms) => this.move(ms));
  }

  /** How far the platform's time is ahead of the machine's, ms. */
  get movedMs(): number {
    return movedBy(this.clockFile);
  }

  private move(ms: number): void {
    writeFileSync(this.clockFile!, String(this.movedMs + ms));
  }
}

function movedBy(clockFile: string | undefined): number {
  return clockFile === undefined || !existsSync(clockFile) ? 0 : Number(readFileSync(clockFile, 'utf8')) || 0;
}

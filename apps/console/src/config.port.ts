import { Inject, Injectable } from '@nestjs/common';
import {
  KafkaConfigPort,
  publishDraft,
  readVersions,
  type Applied,
  type ConfigEvent,
  type ConfigSnapshot,
  type Draft,
  type VersionedConfigPort,
} from '@parley/config';
import type { ConfigApplied } from '@parley/contracts';
import { KAFKA, type KafkaClient } from '@parley/messaging';
import { RequestPublisher, type Asked } from './request.publisher.js';

/** The configuration on Kafka, as the console reads and publishes it. */
@Injectable()
export class ConsoleConfigPort implements VersionedConfigPort {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(KAFKA) private readonly kafka: KafkaClient,
    private readonly publisher: RequestPublisher,
  ) {}

  current(): Promise<ConfigSnapshot> {
    return new KafkaConfigPort(this.kafka).current();
  }

  versions(): Promise<ConfigApplied[]> {
    return readVersions(this.kafka);
  }

  async publish(events: readonly ConfigEvent[]): Promise<void> {
    await this.publisher.publishAll(events as readonly Asked[]);
  }

  /** One after the other: of two drafts with the same base only the first is published. */
  apply(draft: Draft): Promise<Applied> {
    const applied = this.last.then(() => publishDraft(draft, this));
    this.last = applied.catch(() => undefined);
    return applied;
  }
}

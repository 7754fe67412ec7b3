import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConversationIds, EventPublisher } from '@parley/messaging';
import { closeLater, testDatabase } from '@parley/testing';
import { waitUntil } from '../../tools/infra/process/wait-until.js';
import { environment } from '../../tools/parley/environment.js';
import { Phone } from '../../tools/parley/phone/phone.js';
import { allServices, Platform, type ServiceName } from '../../tools/parley/platform.js';
import { kafkaClient, type KafkaClient } from '../../tools/parley/platform/kafka.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { SpanReader } from '../../tools/parley/traces/span-reader.js';
import type { Faults } from '../../tools/simulator/faults.js';
import { samplesOf, type Sample } from './panel-curves.js';

/** A platform that says all it can say of itself, and everything that it said. */
export class TelemetryStage {
  private constructor(
    readonly platform: Platform,
    readonly kafka: KafkaClient,
    readonly publisher: EventPublisher,
    readonly reader: SpanReader,
  ) {}

  static async start(services: Record<string, string> = {}): Promise<TelemetryStage> {
    const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'telemetry');
    closeLater(() => dir.remove());
    const platform = await Platform.start({
      dataDir: dir.path,
      environment: environment.DATABASE_URL?.trim()
        ? { ...environment, ...(await testDatabase()).environment }
        : environment,
      durability: 'fast',
      services: allServices,
      parleyFile: join(projectRoot(), 'parley.yaml'),
      serviceEnvironment: { all: { LOG_LEVEL: 'trace', PARLEY_TRACE_RATIO: '1', ...services } },
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    const reader = await SpanReader.open(platform.infrastructure.databaseUrl);
    closeLater(() => reader.close());
    const kafka = kafkaClient(platform.infrastructure.kafkaBrokers);
    const publisher = new EventPublisher(kafka);
    await publisher.connect();
    closeLater(() => publisher.close());
    return new TelemetryStage(platform, kafka, publisher, reader);
  }

  phone(number: string): Phone {
    return new Phone(this.platform.simulatorUrl, number);
  }

  /** What the carrier does wrong from now on; nothing when empty. */
  async faults(faults: Faults): Promise<void> {
    const answer = await fetch(`${this.platform.simulatorUrl}/control/faults`, {
      method: 'PUT',
      body: JSON.stringify(faults),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  conversationOf(subscriber: string, sender: string): string {
    return new ConversationIds(this.platform.secrets.pepper).of(subscriber, sender);
  }

  /** Each service's log so far. */
  logs(): Map<string, string> {
    return new Map(
      allServices.map((name) => [`${name}.log`, readFileSync(this.platform.service(name).log, 'utf8')]),
    );
  }

  /** Each service's metrics as Prometheus scrapes them. */
  async metrics(): Promise<Map<string, string>> {
    const scraped = await Promise.all(
      allServices.map(async (name) => {
        const answer = await fetch(`${this.platform.url(name)}/metrics`);
        return [`metrics of ${name}`, await answer.text()] as const;
      }),
    );
    return new Map(scraped);
  }

  /** What all of them say, as samples. */
  async samples(): Promise<Sample[]> {
    return [...(await this.metrics()).values()].flatMap(samplesOf);
  }

  /** The sum of a service's series that begin like this. */
  async metric(service: ServiceName, series: RegExp): Promise<number> {
    const scrape = (await this.metrics()).get(`metrics of ${service}`) ?? '';
    const values = scrape.split('\n').filter((line) => series.test(line));
    return values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Waits until it holds. @throws after 30 s */
  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const came = await waitUntil(holds, { everyMs: 100, withinMs: 30_000 });
    if (came !== 'yes') throw new Error(`Not within 30 s: ${what}.`);
  }
}

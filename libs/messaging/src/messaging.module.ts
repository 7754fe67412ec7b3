import {
  Global,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock, type KafkaAccess, type ReadinessCheck } from '@parley/platform';
import { Database } from '@parley/persistence';
import { DataKeys, wrapperOf, type WrapperSettings } from '@parley/vault';
import type { Kafka } from 'kafkajs';
import { ConfigDirectory, ConfigFollower } from './config/config-directory.js';
import { Erasing } from './erasure/erasing.js';
import { Erasures } from './erasure/erasures.js';
import { SealedWords } from './erasure/sealed-words.js';
import { Backlog } from './kafka/backlog.js';
import { EventPublisher } from './kafka/event-publisher.js';
import { createKafka, KAFKA } from './kafka/kafka-client.js';
import { DeadLetterShelf } from './letters/dead-letter-shelf.js';
import { LetterDesk } from './letters/letter-desk.js';
import { Redrives } from './letters/redrives.js';
import { KafkaTransport } from './transport/kafka.transport.js';
import { ConversationIds } from './wire/conversation-id.js';

export interface MessagingOptions {
  service: string;
  brokers: string[];
  /** TLS and login at the brokers, where they ask for them. */
  access?: KafkaAccess;
  pepper: string;
  /** Who wraps the keys under which the service seals what people said; the pepper's key when absent. */
  keyring?: WrapperSettings;
}

/** How much of the dead letters a process holds, bytes of their values. */
const MOST_LETTER_BYTES = 32 * 1024 * 1024;

/** Gives a service the loop's parts: transport, publisher, config directory, conversation ids, dead letters. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(
    private readonly publisher: EventPublisher,
    @Inject(ConfigFollower) private readonly follower: ConfigFollower,
    private readonly backlog: Backlog,
  ) {}

  static forRoot(options: MessagingOptions): DynamicModule {
    const logger = new Logger('ConfigDirectory');
    return {
      module: MessagingModule,
      providers: [
        {
          provide: KAFKA,
          useFactory: () => {
            const { brokers, access, service } = options;
            return createKafka({ brokers, access, clientId: service });
          },
        },
        { provide: ConversationIds, useFactory: () => new ConversationIds(options.pepper) },
        { provide: ConfigDirectory, useFactory: () => new ConfigDirectory() },
        {
          provide: ConfigFollower,
          inject: [KAFKA, ConfigDirectory],
          useFactory: async (kafka: Kafka, directory: ConfigDirectory) => {
            const refused = (topic: string): void =>
              logger.warn({ msg: 'config event refused (SCHEMA_INVALID)', topic });
            const follower = new ConfigFollower(kafka, directory, refused);
            await follower.start();
            return follower;
          },
        },
        {
          provide: EventPublisher,
          inject: [KAFKA],
          useFactory: async (kafka: Kafka) => {
            const publisher = new EventPublisher(kafka);
            await publisher.connect();
            return publisher;
          },
        },
        { provide: Backlog, inject: [KAFKA], useFactory: (kafka: Kafka) => new Backlog(kafka) },
        {
          provide: LetterDesk,
          inject: [KAFKA, EventPublisher, Database, ConversationIds, Clock],
          useFactory: (
            kafka: Kafka,
            publisher: EventPublisher,
            database: Database,
            conversations: ConversationIds,
            clock: Clock,
          ) => {
            const shelf = new DeadLetterShelf(kafka, MOST_LETTER_BYTES);
            return new LetterDesk(shelf, new Redrives(database), publisher, conversations, () => clock.now());
          },
        },
        {
          provide: Erasures,
          inject: [Database, ConversationIds],
          useFactory: (database: Database, people: ConversationIds) =>
            new Erasures(database, options.service, people),
        },
        {
          provide: SealedWords,
          inject: [Database, ConversationIds, Erasures],
          useFactory: (database: Database, people: ConversationIds, erasures: Erasures) => {
            const wrapper = wrapperOf(options.keyring ?? { PARLEY_PEPPER: options.pepper });
            return new SealedWords(new DataKeys(database, wrapper, options.service), people, erasures);
          },
        },
        {
          provide: Erasing,
          inject: [Database, Erasures],
          useFactory: (database: Database, erasures: Erasures) => new Erasing(database, erasures),
        },
        {
          provide: KafkaTransport,
          inject: [KAFKA, EventPublisher, Database, ConversationIds, Erasures, Clock],
          useFactory: (
            kafka: Kafka,
            publisher: EventPublisher,
            database: Database,
            conversations: ConversationIds,
            erasures: Erasures,
            clock: Clock,
          ) =>
            new KafkaTransport({
              service: options.service,
              kafka,
              publisher,
              database,
              conversations,
              erasures,
              clock,
            }),
        },
      ],
      exports: [
        ...[KAFKA, ConversationIds, ConfigDirectory, EventPublisher],
        ...[Backlog, Erasures, Erasing, SealedWords, KafkaTransport, LetterDesk],
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.follower.close();
    await this.backlog.close();
    await this.publisher.close();
  }
}

/** Ready when every consumer has joined its group. */
export function transportReadiness(transport: KafkaTransport): ReadinessCheck {
  return { name: 'kafka', ready: () => transport.ready };
}

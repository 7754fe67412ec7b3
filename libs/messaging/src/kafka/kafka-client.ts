import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { Logger } from '@nestjs/common';
import type { KafkaAccess } from '@parley/platform';
import {
  CompressionCodecs,
  CompressionTypes,
  Kafka,
  logLevel,
  type KafkaConfig,
  type LogEntry,
} from 'kafkajs';

// kafkajs brings gzip only; zstd from Node's own zlib costs the least CPU per record (docs/adr/0002).
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: async (encoder: { buffer: Buffer }) => zstdCompressSync(encoder.buffer),
  decompress: async (buffer: Buffer) => zstdDecompressSync(buffer),
});

export interface KafkaSettings {
  brokers: string[];
  clientId: string;
  /** TLS and login, where the brokers ask for them. */
  access?: KafkaAccess;
}

const logger = new Logger('Kafka');

/** kafkajs's log goes to ours; its entries hold addresses and errors, no keys or values. */
function log({ level, namespace, log: entry }: LogEntry): void {
  const line = {
    namespace,
    error: entry['error'] as unknown,
    broker: entry['broker'] as unknown,
    message: entry.message,
  };
  if (level === logLevel.ERROR) logger.warn(line);
  else logger.debug(line);
}

/** Nest's token for the process's Kafka client: for who reads again what lies on topics; all else has its own door. */
export const KAFKA = Symbol('kafka');

/** The client, for who hands it on without knowing kafkajs. */
export type KafkaClient = Kafka;

/** The client of this process: every producer and consumer comes from it. */
export function createKafka(settings: KafkaSettings): Kafka {
  return new Kafka({
    brokers: settings.brokers,
    clientId: settings.clientId,
    ssl: settings.access?.ssl,
    sasl: settings.access?.sasl as KafkaConfig['sasl'],
    connectionTimeout: 3000,
    requestTimeout: 15_000,
    logLevel: logLevel.WARN,
    logCreator: () => log,
    retry: { initialRetryTime: 100, maxRetryTime: 3000, retries: 8 },
  });
}

import { z } from 'zod';
import { logLevels } from '../logging/pino-logger.service.js';
import { accessShape } from '../access/access-settings.js';
import { kafkaAccessShape } from './kafka-access.js';
import { keptDays } from './kept-days.js';

/** What every service needs of its environment; each app extends it in `<app>.config.ts`. */
export const serviceEnvironment = z.object({
  KAFKA_BROKERS: z
    .string()
    .transform((list) => list.split(',').map((broker) => broker.trim()))
    .meta({ description: 'Kafka bootstrap addresses, host:port, separated by commas' }),
  ...kafkaAccessShape,
  DATABASE_URL: z
    .string()
    .startsWith('postgres')
    .meta({ description: 'postgres://user:password@host:port/database' }),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(6)
    .meta({ description: 'Connections to PostgreSQL that this replica may hold' }),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .meta({ description: 'Where it answers by HTTP: its API, probes and metrics' }),
  HOST: z.string().default('0.0.0.0').meta({ description: 'The address that it listens on' }),
  ...accessShape,
  LOG_LEVEL: z
    .enum(logLevels)
    .default('info')
    .meta({ description: 'To begin with; `parley log-level` changes it while it runs' }),
  PARLEY_PEPPER: z.string().min(16).meta({
    description:
      'Secret of at least 16 characters: names of people and conversations are HMACs under it, and it seals numbers; keep it as long as the database',
  }),
  PARLEY_TRACE_RATIO: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .meta({ description: 'Share of conversations that are traced; kept or dropped whole' }),
  PARLEY_SPAN_STORE: z.enum(['none', 'postgres']).default('none').meta({
    description: 'postgres keeps spans for `parley trace` and the console, beside what goes by OTLP',
  }),
  PARLEY_SPAN_KEEP_DAYS: keptDays(1, 14, 'How long the built-in span store keeps spans'),
  PARLEY_INSTANCE: z.string().optional().meta({ description: 'Name of this replica; made up when absent' }),
  PARLEY_CLOCK_FILE: z.string().optional().meta({
    description: 'For tests alone, with HOST on the loopback: a file with ms that the time is moved by',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .optional()
    .meta({ description: 'Where spans and metrics are sent by OTLP (HTTP); nowhere when absent' }),
});

export type ServiceEnvironment = z.infer<typeof serviceEnvironment>;

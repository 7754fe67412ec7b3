import 'reflect-metadata';
import { hostname } from 'node:os';
import { Global, Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TerminusModule } from '@nestjs/terminus';
import { accessOf, ownNamesOf } from '../access/access-settings.js';
import { ApiAccess } from '../access/api-access.js';
import { vouchersOf } from '../access/vouchers.js';
import { Clock, clockOf } from '../clock.js';
import type { ServiceEnvironment } from '../config/service-environment.js';
import { HealthController } from '../health/health.controller.js';
import { READINESS, type ReadinessCheck } from '../health/readiness.js';
import { LogLevelController } from '../logging/log-level.controller.js';
import { PinoLogger } from '../logging/pino-logger.service.js';
import type { SpanStoreExporter } from '../telemetry/span-store.exporter.js';
import { startTelemetry, type Telemetry } from '../telemetry/start-telemetry.js';
import { TELEMETRY } from '../telemetry/telemetry.token.js';

export interface ServiceDefinition<E extends ServiceEnvironment> {
  name: string;
  environment: E;
  /** The app's module, built from its environment. */
  module: Type | DynamicModule;
  /** Whose X-Forwarded-* are believed: addresses and networks; everybody's when absent, for what nothing is decided by. */
  trustedProxies?: readonly string[];
  /** Whether the console's word opens its APIs to whom the console let in. */
  takesVouchers?: boolean;
  /** The span store's exporter, where the embedded mode keeps spans itself. */
  spanStore?: SpanStoreExporter;
  /** Further set-up before anything is served: transports, parsers. */
  prepare?(app: NestFastifyApplication): Promise<void> | void;
  readiness?(app: INestApplication): readonly ReadinessCheck[];
}

const REQUEST_TIMEOUT_MS = 10_000;
const SHUTDOWN_LIMIT_MS = 55_000; // inside Kubernetes' 60 s of grace

@Global()
@Module({})
class PlatformModule {
  static forRoot(
    telemetry: Telemetry,
    checks: ReadinessCheck[],
    clock: Clock,
    logger: PinoLogger,
    access: ApiAccess,
  ): DynamicModule {
    return {
      module: PlatformModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController, LogLevelController],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: PinoLogger, useValue: logger },
        { provide: TELEMETRY, useValue: telemetry },
        { provide: READINESS, useValue: checks },
        { provide: ApiAccess, useValue: access },
      ],
      exports: [Clock, TELEMETRY, ApiAccess],
    };
  }
}

/**
 * Runs one service: telemetry, Nest on Fastify, its transports, probes, and an orderly end on SIGTERM or SIGINT
 * (stop claiming → finish → commit → leave the group).
 */
export async function runService<E extends ServiceEnvironment>(
  definition: ServiceDefinition<E>,
): Promise<INestApplication> {
  const { name, environment } = definition;
  const logger = new PinoLogger(name, environment.LOG_LEVEL);
  const clock = clockOf(environment);
  const telemetry = startTelemetry({
    service: name,
    instance: environment.PARLEY_INSTANCE ?? `${hostname()}-${process.pid}`,
    otlpEndpoint: environment.OTEL_EXPORTER_OTLP_ENDPOINT,
    exporters: definition.spanStore ? [definition.spanStore] : [],
  });
  const checks: ReadinessCheck[] = [];
  const vouchers = definition.takesVouchers ? vouchersOf(environment) : undefined;
  const access = new ApiAccess(accessOf(environment), undefined, vouchers, ownNamesOf(environment));

  @Module({
    imports: [PlatformModule.forRoot(telemetry, checks, clock, logger, access), definition.module],
  })
  class RootModule {}

  const app = await NestFactory.create<NestFastifyApplication>(
    RootModule,
    new FastifyAdapter({
      bodyLimit: 64 * 1024,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: 60_000,
      trustProxy: definition.trustedProxies ? [...definition.trustedProxies] : true,
      // Without these a stalled request is noticed after 60 s at the earliest (slowloris).
      http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 2000 },
    }),
    { logger, abortOnError: false, bodyParser: false },
  );
  checks.push(...(definition.readiness?.(app) ?? []));
  await definition.prepare?.(app);
  await app.startAllMicroservices();
  await app.listen(environment.PORT, environment.HOST);
  logger.log({ msg: 'ready', port: environment.PORT }, 'Service');

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    app
      .close()
      .then(() => telemetry.shutdown())
      .catch((error: Error) => logger.error({ msg: 'shutdown failed', error: error.message }, 'Service'))
      .finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return app;
}

/** Starts, or says in one line why it could not and ends the process. */
export function exitOnFailure(name: string, start: () => Promise<unknown>): void {
  Promise.resolve()
    .then(start)
    .catch((error: Error & { code?: string }) => {
      process.stderr.write(`${name} could not start (${error.code ?? 'START_FAILED'}): ${error.message}\n`);
      process.exit(1);
    });
}

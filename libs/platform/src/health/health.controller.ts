import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { READINESS, type ReadinessCheck } from './readiness.js';
import { TELEMETRY } from '../telemetry/telemetry.token.js';
import type { Telemetry } from '../telemetry/start-telemetry.js';

/** Probes: live = the event loop turns (an outage of Kafka or PostgreSQL never fails it); ready = can do its job. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    @Inject(READINESS) private readonly checks: readonly ReadinessCheck[],
    @Inject(TELEMETRY) private readonly telemetry: Telemetry,
  ) {}

  @Get('/health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('/health/ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check(
      this.checks.map((check) => async () => {
        const ready = await check.ready();
        return { [check.name]: { status: ready ? 'up' : 'down', ...check.details?.() } };
      }),
    );
  }

  @Get('/metrics')
  metrics(@Res() reply: { hijack(): void; raw: ServerResponse; request: { raw: IncomingMessage } }): void {
    reply.hijack();
    this.telemetry.prometheus.getMetricsRequestHandler(reply.request.raw, reply.raw);
  }
}

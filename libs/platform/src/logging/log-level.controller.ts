import {
  Controller,
  ForbiddenException,
  BadRequestException,
  Get,
  Inject,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { IncomingMessage } from 'node:http';
import { isLoopbackName } from '../access/loopback-names.js';
import { logLevels, PinoLogger, type LogLevel } from './pino-logger.service.js';

/** As much of Fastify's request as is looked at. */
export interface Asked {
  readonly raw: Pick<IncomingMessage, 'socket' | 'headers'>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** What a proxy adds: behind one on this machine everybody would come by the loopback. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

/** How talkative this process is, changed while it runs; from this machine alone, by nobody's proxy. */
@ApiExcludeController()
@Controller('log-level')
export class LogLevelController {
  constructor(@Inject(PinoLogger) private readonly logger: PinoLogger) {}

  @Get()
  level(@Req() asked: Asked): { level: LogLevel } {
    allow(asked);
    return { level: this.logger.level };
  }

  /** Until the process ends; the next one begins with LOG_LEVEL. */
  @Put()
  change(@Req() asked: Asked, @Query('level') level: unknown): { level: LogLevel; before: LogLevel } {
    allow(asked);
    const before = this.logger.level;
    const wanted = logLevels.find((each) => each === level);
    if (wanted === undefined) {
      const message = `Say which level with ?level=: one of ${logLevels.join(', ')}.`;
      throw new BadRequestException({ code: 'LOG_LEVEL_UNKNOWN', message });
    }
    const change = { msg: 'log level changed', level: wanted, before };
    // Before, where nothing would be said any more.
    if (wanted === 'silent') this.logger.log(change, 'LogLevel');
    this.logger.level = wanted;
    if (wanted !== 'silent') this.logger.log(change, 'LogLevel');
    return { level: wanted, before };
  }
}

function allow({ raw }: Asked): void {
  const local = LOOPBACK.has(raw.socket.remoteAddress ?? '');
  if (local && isLoopbackName(raw.headers.host) && FORWARDED.every((name) => raw.headers[name] === undefined))
    return;
  const message =
    'The log level is changed from the machine or pod itself: parley log-level, or kubectl port-forward.';
  throw new ForbiddenException({ code: 'LOOPBACK_ONLY', message });
}

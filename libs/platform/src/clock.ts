import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { ConfigurationError } from './config/read-environment.js';
import type { ServiceEnvironment } from './config/service-environment.js';

/** The time, as a port: the domain gets it passed in, tests set it. */
@Injectable()
export class Clock {
  /** ms since the epoch. */
  now(): number {
    return Date.now();
  }
}

/**
 * A clock that a test moves: the time plus as many milliseconds as a file says, read at every look, so that every
 * service that is told the same file has moved when its writer goes on. An absent or unreadable file moves nothing.
 */
export class MovedClock extends Clock {
  constructor(private readonly file: string) {
    super();
  }

  override now(): number {
    return Date.now() + this.movedMs();
  }

  private movedMs(): number {
    try {
      return Number(readFileSync(this.file, 'utf8')) || 0;
    } catch {
      return 0;
    }
  }
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * The clock of a service: the machine's, and a moved one where a test asks for it.
 *
 * @throws ConfigurationError where the service is reachable from elsewhere: its time must not be moved
 */
export function clockOf({
  HOST,
  PARLEY_CLOCK_FILE,
}: Pick<ServiceEnvironment, 'HOST' | 'PARLEY_CLOCK_FILE'>): Clock {
  if (PARLEY_CLOCK_FILE === undefined) return new Clock();
  if (LOOPBACK.has(HOST)) return new MovedClock(PARLEY_CLOCK_FILE);
  throw new ConfigurationError(
    'PARLEY_CLOCK_FILE moves the time, for tests on one machine alone. Take it out, or set HOST to 127.0.0.1.',
  );
}

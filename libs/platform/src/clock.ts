import { Injectable } from '@nestjs/common';

/** The time, as a port: the domain gets it passed in, tests set it. */
@Injectable()
export class Clock {
  /** ms since the epoch. */
  now(): number {
    return Date.now();
  }
}

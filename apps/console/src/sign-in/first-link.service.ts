import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Sessions } from './sessions.js';

/** Whether nobody has a key or a token yet. */
export const ACCESS_CLOSED = Symbol('access is closed');

/** Where nobody may look yet, says once at the start how to get in. */
@Injectable()
export class FirstLinkService implements OnApplicationBootstrap {
  private readonly logger = new Logger('SignIn');

  constructor(
    @Inject(ACCESS_CLOSED) private readonly closed: boolean,
    private readonly sessions: Sessions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.closed) return;
    this.logger.warn({
      msg: 'nobody has a key yet: open this once, within 15 minutes, at the address of the console; then set PARLEY_API_ACCESS',
      link: `/#/enter/${await this.sessions.newLink()}`,
    });
  }
}

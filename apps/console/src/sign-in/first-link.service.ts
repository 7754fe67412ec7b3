import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Sessions } from './sessions.js';

/** Whether nothing says who may look, and it is not open: nobody has a key or a token yet. */
export const ACCESS_CLOSED = Symbol('access is closed');

const AGAIN_MS = 5_000;

/** Where nobody may look yet, says once at the start how to get in. */
@Injectable()
export class FirstLinkService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('SignIn');
  private again: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ACCESS_CLOSED) private readonly closed: boolean,
    private readonly sessions: Sessions,
  ) {}

  onApplicationBootstrap(): void {
    if (this.closed) void this.tell();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.again);
  }

  /** A database that is away is waited for: it must not end a service that looks on. */
  private async tell(): Promise<void> {
    const link = await this.sessions.newLink().catch(() => undefined);
    if (link === undefined) {
      this.again = setTimeout(() => void this.tell(), AGAIN_MS);
      return;
    }
    this.logger.warn({
      msg: 'nobody has a key yet: open this once, within 15 minutes, at the address of the console; then set PARLEY_API_ACCESS',
      link: `/#/enter/${link}`,
    });
  }
}

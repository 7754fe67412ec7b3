import { HttpException } from '@nestjs/common';

const WITHIN_MS = 10_000;

/** Another service, or the simulator, by its HTTP API. */
export class Neighbour {
  constructor(
    /** As people call it. */
    private readonly name: string,
    private readonly url: string | undefined,
    /** The setting that says where it is. */
    private readonly setting: string,
    /** Gives our word for whom our session let in, as an Authorization header; undefined for a session that is over. */
    private readonly wordFor: (session: string) => Promise<string | undefined> = async () => undefined,
  ) {}

  get known(): boolean {
    return this.url !== undefined;
  }

  /**
   * Asks in the name of whoever asks us: the roles are checked there too, and a refusal is passed on as it is.
   *
   * @throws HttpException NEIGHBOUR_UNKNOWN, NEIGHBOUR_AWAY and its own refusals
   */
  async ask(
    path: string,
    o: { authorization?: string | undefined; body?: object; signal?: AbortSignal } = {},
  ): Promise<unknown> {
    if (this.url === undefined)
      throw new HttpException(
        {
          code: 'NEIGHBOUR_UNKNOWN',
          message: `The console does not know ${this.name}; set ${this.setting}.`,
        },
        503,
      );
    const { body } = o;
    const authorization = o.authorization?.startsWith('Session ')
      ? await this.wordFor(o.authorization)
      : o.authorization;
    const signals = [AbortSignal.timeout(o.signal ? 70_000 : WITHIN_MS), ...(o.signal ? [o.signal] : [])];
    const answer = await fetch(this.url.replace(/\/+$/, '') + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any(signals),
    }).catch(() => {
      throw new HttpException(
        { code: 'NEIGHBOUR_AWAY', message: `${this.name} does not answer; try again in a moment.` },
        503,
      );
    });
    const text = await answer.text();
    const said: unknown = text === '' ? {} : JSON.parse(text);
    if (answer.ok) return said;
    throw new HttpException(said as Record<string, unknown>, answer.status);
  }
}

export class Subscriptions extends Neighbour {}
export class KeywordRouter extends Neighbour {}
export class Simulator extends Neighbour {}

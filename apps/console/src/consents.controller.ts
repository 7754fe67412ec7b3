import { Controller, ForbiddenException, Get, Headers, Logger, Param, Query, Res } from '@nestjs/common';
import { chainLink, GENESIS } from '@parley/persistence';
import { Clock, Needs } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { consentDocumentHtml } from './domain/consent-document.html.js';
import { consentDocument, type ToldConsents } from './domain/consent-document.js';
import { Subscriptions } from './neighbours.js';
import { Viewer } from './viewer.js';

/** A person's consents and what proves them, as subscriptions tells and verifies them. */
@Controller('v1/people')
export class ConsentsController {
  private readonly logger = new Logger(ConsentsController.name);

  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly viewer: Viewer,
    private readonly clock: Clock,
  ) {}

  @Get(':number/consents')
  @Needs('consents:read')
  show(
    @Param('number') number: string,
    @Headers('authorization') authorization?: string,
  ): Promise<ToldConsents> {
    return this.told(number, authorization);
  }

  /** For an auditor: a page to print, or with `form=json` the same to compute with. For who may see numbers. */
  @Get(':number/consents/document')
  @Needs('consents:read')
  async document(
    @Param('number') number: string,
    @Query('form') form: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('authorization') authorization?: string,
  ): Promise<string> {
    const told = await this.told(number, authorization);
    const { subscriber } = told;
    if ((await this.viewer.numbers(authorization))(subscriber) !== subscriber) {
      const message =
        'Numbers are masked for you, and the document holds one; ask somebody who may see them.';
      throw new ForbiddenException({ code: 'NUMBER_MASKED', message });
    }
    const made = {
      at: new Date(this.clock.now()).toISOString(),
      by: await this.viewer.name(authorization, 'consents:read'),
    };
    this.logger.log({ msg: 'a record of consent was exported', by: made.by });
    const document = consentDocument(told, { link: chainLink, genesis: GENESIS }, made);
    const json = form === 'json';
    const name = `consent-${subscriber.slice(1)}-${made.at.slice(0, 10)}.${json ? 'json' : 'html'}`;
    void reply
      .header('content-type', `${json ? 'application/json' : 'text/html'}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store');
    return json ? `${JSON.stringify(document, null, 2)}\n` : consentDocumentHtml(document);
  }

  private async told(number: string, authorization: string | undefined): Promise<ToldConsents> {
    const path = `/v1/consents/${encodeURIComponent(number)}`;
    const [consents, ledger] = await Promise.all([
      this.subscriptions.ask(path, { authorization }),
      this.subscriptions.ask(`${path}/ledger`, { authorization }),
    ]);
    return { ...(consents as object), ...(ledger as object) } as ToldConsents;
  }
}

import { Controller, Get, Headers, Param } from '@nestjs/common';
import { Needs } from '@parley/platform';
import { Subscriptions } from './neighbours.js';

/** A person's consents and what proves them, as subscriptions tells and verifies them. */
@Controller('v1/people')
export class ConsentsController {
  constructor(private readonly subscriptions: Subscriptions) {}

  @Get(':number/consents')
  @Needs('consents:read')
  async show(
    @Param('number') number: string,
    @Headers('authorization') authorization?: string,
  ): Promise<object> {
    const path = `/v1/consents/${encodeURIComponent(number)}`;
    const [consents, ledger] = await Promise.all([
      this.subscriptions.ask(path, { authorization }),
      this.subscriptions.ask(`${path}/ledger`, { authorization }),
    ]);
    return { ...(consents as object), ...(ledger as object) };
  }
}

import { BadRequestException, Controller, Get, Param } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { normalizeNumber } from '@parley/sms';
import { ConsentStore } from './consent.store.js';
import { SubscriberConsentsView, viewOf } from './consents.view.js';

/** ISO 3166; numbers written without their country code are read as this country's. */
const COUNTRY = 'US';

/** Who may be texted, and what proves it. */
@ApiTags('consents')
@Controller('v1/consents')
export class ConsentsController {
  constructor(private readonly consents: ConsentStore) {}

  @Get(':number')
  @ApiOperation({ summary: 'Consents of a subscriber and the ledger that proves them' })
  @ApiParam({ name: 'number', description: 'E.164, or as written in the US', example: '+14155550101' })
  @ApiOkResponse({
    type: SubscriberConsentsView,
    description: 'Empty lists for a number nothing is known of',
  })
  @ApiBadRequestResponse({ description: 'NUMBER_MALFORMED and its kin: `{ code, message }`' })
  async show(@Param('number') raw: string): Promise<SubscriberConsentsView> {
    const number = normalizeNumber(raw, COUNTRY);
    if (!number.ok) throw new BadRequestException({ code: number.code, message: number.message });
    return viewOf(number.e164, await this.consents.history(number.e164));
  }
}

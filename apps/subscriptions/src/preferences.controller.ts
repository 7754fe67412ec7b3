import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { preferenceRequested } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { Clock, Needs } from '@parley/platform';
import { normalizeNumber, readPreferenceValue } from '@parley/sms';
import { AcceptedView, bodyOf, kafkaAway, RefusalView, refuse } from './api-refusal.js';
import { nothingTold } from './domain/preference.decide.js';
import { PreferenceStore } from './preference.store.js';
import { PreferenceBody, preferenceBodySchema, SubscriberPreferencesView } from './preferences.view.js';
import { RequestPublisher } from './request.publisher.js';

const COUNTRY = 'US';

/** What subscribers told of themselves. */
@ApiTags('preferences')
@ApiParam({ name: 'number', description: 'E.164, or as written in the US', example: '+14155550101' })
@Controller('v1/preferences/:number')
export class PreferencesController {
  constructor(
    private readonly preferences: PreferenceStore,
    private readonly directory: ConfigDirectory,
    private readonly requests: RequestPublisher,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Needs('preferences:read')
  @ApiOperation({ summary: 'All that a subscriber told' })
  @ApiOkResponse({ type: SubscriberPreferencesView })
  @ApiBadRequestResponse({ type: RefusalView, description: 'NUMBER_MALFORMED and its kin' })
  async show(@Param('number') raw: string): Promise<SubscriberPreferencesView> {
    const subscriber = numberOf(raw);
    const { version, told } = (await this.preferences.load([subscriber])).get(subscriber) ?? nothingTold;
    return {
      subscriber,
      version,
      preferences: told.map((each) => ({ ...each, since: new Date(each.since).toISOString() })),
    };
  }

  @Put(':name')
  @Needs('preferences:write')
  @HttpCode(202)
  @ApiOperation({ summary: 'Set a preference, or forget it with null' })
  @ApiParam({ name: 'name', example: 'size', description: 'As declared in parley.yaml' })
  @ApiBody({ type: PreferenceBody })
  @ApiAcceptedResponse({ type: AcceptedView })
  @ApiBadRequestResponse({
    type: RefusalView,
    description: 'BODY_INVALID, NUMBER_MALFORMED and its kin, PREFERENCE_CHOICE_UNKNOWN and its kin',
  })
  @ApiNotFoundResponse({ type: RefusalView, description: 'PREFERENCE_UNKNOWN' })
  @ApiServiceUnavailableResponse({ type: RefusalView, description: 'KAFKA_UNAVAILABLE' })
  async set(
    @Param('number') raw: string,
    @Param('name') preference: string,
    @Body() body: unknown,
  ): Promise<AcceptedView> {
    const { value, source, sender } = bodyOf(preferenceBodySchema, body);
    const subscriber = numberOf(raw);
    const declared = this.directory.preferences.get(preference);
    if (declared === undefined) {
      throw refuse(404, 'PREFERENCE_UNKNOWN', 'No such preference is declared; give one of parley.yaml.');
    }
    if (value !== null) {
      const country = (sender && this.directory.senders.get(sender)?.country) ?? COUNTRY;
      const reading = readPreferenceValue(declared, value, country);
      if (!reading.ok) throw refuse(400, reading.code, reading.message);
    }
    const id = randomUUID();
    const requestedAt = new Date(this.clock.now()).toISOString();
    const wish = { subscriber, preference, value, source, ...(sender && { sender }), requestedAt };
    await this.requests.publish(preferenceRequested, id, wish).catch(() => {
      throw kafkaAway();
    });
    return { id };
  }
}

/** Throws NUMBER_MALFORMED and its kin. */
function numberOf(raw: string): string {
  const number = normalizeNumber(raw, COUNTRY);
  if (number.ok) return number.e164;
  throw refuse(400, number.code, number.message);
}

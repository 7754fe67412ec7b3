import type { HttpException } from '@nestjs/common';
import {
  preferenceConfigured,
  preferenceRequested,
  type EventDefinition,
  type PreferenceRequested,
} from '@parley/contracts';
import { ConfigDirectory, type Batch, type Effect, type Envelope, type Steps } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { Logger } from '@nestjs/common';
import type { Preferences } from './domain/preference.decide.js';
import { PreferenceStore } from './preference.store.js';
import { PreferencesController } from './preferences.controller.js';
import { RequestPreferenceHandler } from './request-preference.handler.js';
import { RequestPublisher } from './request.publisher.js';

const ANN = '+14155550101';
const NOW = Date.parse('2026-11-20T15:00:00.000Z');

class FixedClock extends Clock {
  override now(): number {
    return NOW;
  }
}

class MemoryPreferences extends PreferenceStore {
  readonly told = new Map<string, Preferences>();

  load(): Promise<Map<string, Preferences>> {
    return Promise.resolve(this.told);
  }

  save(changed: ReadonlyMap<string, Preferences>): [] {
    for (const [subscriber, preferences] of changed) this.told.set(subscriber, preferences);
    return [];
  }
}

/** What the API asks for is taken by the handler at once, as the loop would. */
function house() {
  const directory = new ConfigDirectory();
  directory.apply(preferenceConfigured.topic, 'size', preferenceConfigured.example);
  const store = new MemoryPreferences();
  const handler = new RequestPreferenceHandler(store, directory);
  const effects: Effect[] = [];

  async function take(id: string, data: PreferenceRequested): Promise<void> {
    const envelope = {
      id,
      source: 'parley/test',
      key: data.subscriber,
      data,
    } as Envelope<PreferenceRequested>;
    const batch: Batch<PreferenceRequested> = {
      events: [envelope],
      run: async <S, R = never>(steps: Steps<PreferenceRequested, S, R>) => {
        const states = await steps.load([data.subscriber], [envelope]);
        const decision = steps.decide(states.get(data.subscriber), envelope, NOW);
        effects.push(...decision.effects);
        steps.save(new Map(decision.state === undefined ? [] : [[data.subscriber, decision.state]]), []);
      },
    };
    await handler.request(batch);
  }

  class Publisher extends RequestPublisher {
    override publish(event: EventDefinition, id: string, data: unknown): Promise<void> {
      expect(event).toBe(preferenceRequested);
      return take(id, preferenceRequested.schema.parse(data));
    }
  }
  const publisher = new Publisher(
    undefined as never,
    undefined as never,
    undefined as never,
    new FixedClock(),
  );
  const controller = new PreferencesController(store, directory, publisher, new FixedClock());
  return { controller, directory, effects, take };
}

describe('preferences over HTTP', () => {
  it('are set by PUT in canonical form, published, and shown by GET', async () => {
    const { controller, effects } = house();
    expect(await controller.show(ANN)).toEqual({ subscriber: ANN, version: 0, preferences: [] });
    const { id } = await controller.set('(415) 555-0101', 'size', { value: 'medium' });
    expect(effects.map(({ event, data }) => [event.topic, data])).toEqual([
      [
        'parley.preference.changed.v1',
        {
          subscriber: ANN,
          preference: 'size',
          type: 'choice',
          value: 'M',
          version: 1,
          source: 'api',
          causeId: id,
          changedAt: '2026-11-20T15:00:00.000Z',
        },
      ],
      [
        'parley.preference.state.v1',
        {
          subscriber: ANN,
          version: 1,
          preferences: [{ preference: 'size', value: 'M', since: '2026-11-20T15:00:00.000Z' }],
        },
      ],
    ]);
    for (const { event, data } of effects) expect(event.schema.parse(data)).toEqual(data);
    expect((await controller.show(ANN)).preferences).toMatchObject([{ preference: 'size', value: 'M' }]);
    await controller.set(ANN, 'size', { value: 'M' });
    expect(effects).toHaveLength(2);
    await controller.set(ANN, 'size', { value: null });
    expect(effects[2]?.data).toMatchObject({ value: null, version: 2 });
    expect(effects[3]?.data).toMatchObject({ preferences: [] });
  });

  it.each([
    [404, 'PREFERENCE_UNKNOWN', 'shoe', { value: 'M' }],
    [400, 'PREFERENCE_CHOICE_UNKNOWN', 'size', { value: 'canary' }],
    [400, 'BODY_INVALID', 'size', {}],
    [400, 'BODY_INVALID', 'size', { value: { canary: 1 } }],
  ])('refuse with %d %s', async (status, code, name, body) => {
    const { controller, effects } = house();
    const error = (await controller.set(ANN, name, body).catch((caught: unknown) => caught)) as HttpException;
    expect([error.getStatus(), error.getResponse()]).toEqual([status, expect.objectContaining({ code })]);
    expect(JSON.stringify(error.getResponse())).not.toContain('canary');
    expect(effects).toEqual([]);
  });

  it('of other services that do not fit are told of, without value and number', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const { take, effects } = house();
    const request = { ...preferenceRequested.example, subscriber: ANN, value: 'canary' };
    await take('id-1', request);
    await take('id-2', { ...request, preference: 'shoe' });
    const said = warn.mock.calls.map(([line]) => line as string).join();
    expect(said).toContain('PREFERENCE_CHOICE_UNKNOWN');
    expect(said).toContain('PREFERENCE_UNKNOWN');
    expect(said).not.toMatch(/canary|555/);
    expect(effects).toEqual([]);
    warn.mockRestore();
  });
});

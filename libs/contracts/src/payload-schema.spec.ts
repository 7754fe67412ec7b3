import { Ajv } from 'ajv';
import { events } from './events.js';
import { consentState, flowConfigured, moReceived, mtRequested } from './index.js';
import { payloadSchema } from './payload-schema.js';

const accepts = (event: Parameters<typeof payloadSchema>[0], payload: unknown) =>
  new Ajv({ strict: false, validateFormats: false }).validate(payloadSchema(event), payload);

describe('payloadSchema', () => {
  it.each(events.map((event) => [event.topic, event] as const))('accepts the example of %s', (_, event) => {
    expect(accepts(event, event.example)).toBe(true);
  });

  it('lets producers leave out what has a default, and add what readers drop', () => {
    const { subscriber, sender, text } = mtRequested.example;
    expect(accepts(mtRequested, { subscriber, sender, text, more: 1 })).toBe(true);
    expect(accepts(mtRequested, { subscriber, sender })).toBe(false);
  });

  it('refuses what zod refuses', () => {
    expect(accepts(moReceived, { ...moReceived.example, subscriber: '4155550101' })).toBe(false);
    expect(accepts(moReceived, { ...moReceived.example, receivedAt: '2026-11-20T15:00:00+01:00' })).toBe(
      false,
    );
    expect(accepts(consentState, { ...consentState.example, version: 0 })).toBe(false);
    expect(accepts(flowConfigured, { ...flowConfigured.example, steps: [{ step: 'a' }] })).toBe(false);
  });

  it('is readable: no pattern where a format says it, no bound that is only the language', () => {
    const text = JSON.stringify(events.map(payloadSchema));
    expect(text).not.toContain('[0-9a-fA-F]');
    expect(text).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });
});

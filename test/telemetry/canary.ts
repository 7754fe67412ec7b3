import { mtRequested, type EventDefinition } from '@parley/contracts';
import { encodeEvent, externalEventId, type OutgoingRecord } from '@parley/messaging';
import { unsampledTraceparent } from '@parley/platform';
import type { TelemetryStage } from './telemetry-stage.js';

/** What may stand nowhere in telemetry: a number, a text, and what is made of them on the way. */
export const NUMBER = '+14155550177';
export const TEXT = 'Quetzalcanary drums at Dawn';
const SENDER = '12345';

/** Each as it would show itself: digits with and without what goes before, the text whole or normalized. */
const SIGNS = ['4155550177', 'quetzalcanary', 'WARM30'.toLowerCase()];

/** Where a sign of the canary stands, with what is around it. */
export function sightings(where: string, text: string): string[] {
  const low = text.toLowerCase();
  return SIGNS.flatMap((sign) => {
    const at = low.indexOf(sign);
    return at < 0 ? [] : [`${where}: …${text.slice(Math.max(0, at - 160), at + 60)}…`];
  });
}

/** Every way into the house with the canary in hand, the right ones and the wrong ones. */
export async function sendCanary(stage: TelemetryStage): Promise<void> {
  const phone = stage.phone(NUMBER);
  for (const text of ['DISCOUNT', TEXT, 'JOIN', 'YES', 'HELP', 'STOP', 'DISCOUNT', 'START']) {
    await phone.send({ to: SENDER, text, debug: true });
  }
  await phone.send({ to: '99999', text: TEXT }); // a sender that is not ours
  await forgedWebhooks(stage);
  await poisonRecords(stage);
  const consents = `${stage.platform.url('subscriptions')}/v1/consents`;
  await fetch(`${consents}/${encodeURIComponent(NUMBER)}`);
  await fetch(`${consents}/${encodeURIComponent(`${NUMBER}x`)}`);
  await fetch(consents, { method: 'POST', body: JSON.stringify({ subscriber: NUMBER, why: TEXT }) });
  await fetch(consents, { method: 'POST', body: `{"subscriber": "${NUMBER}", ${TEXT}` });
}

/** Texts that no carrier sent: a bad signature, a body that is none, a carrier and a path that there are not. */
async function forgedWebhooks(stage: TelemetryStage): Promise<void> {
  const ingest = stage.platform.url('ingest');
  const body = JSON.stringify({ from: NUMBER, to: SENDER, text: TEXT });
  const headers = { 'content-type': 'application/json', 'x-simulator-signature': NUMBER, 'user-agent': TEXT };
  const asked = encodeURIComponent(NUMBER);
  for (const path of [
    `/v1/carriers/simulator/mo?from=${asked}`,
    `/v1/carriers/twilio/mo?from=${asked}`,
    `/v1/carriers/${asked}/mo`,
    `/v1/carriers/simulator/receipts?mt=${asked}`,
    `/v1/${asked}/${encodeURIComponent(TEXT)}`,
  ]) {
    await fetch(ingest + path, { method: 'POST', headers, body });
    await fetch(ingest + path, { method: 'POST', headers, body: `${NUMBER} ${TEXT}` });
  }
}

/** Records that cannot be taken, and one that PostgreSQL will not keep. */
async function poisonRecords(stage: TelemetryStage): Promise<void> {
  const good = mtOf('plain', { text: TEXT });
  const { headers } = good;
  await stage.publisher.publish([
    { ...good, value: `{"subscriber": "${NUMBER}", "text": "${TEXT}` },
    { ...good, value: JSON.stringify({ subscriber: NUMBER, [NUMBER]: TEXT, text: 7 }) },
    { ...good, headers: { ...headers, ce_id: NUMBER } },
    { ...good, headers: { ...headers, ce_type: `${NUMBER}.${TEXT}` } },
    { ...good, key: `${NUMBER}0` },
    {
      ...mtOf('named', { text: TEXT }),
      headers: {
        ...mtOf('named', { text: TEXT }).headers,
        ce_conversationid: NUMBER,
        ce_source: NUMBER,
        traceparent: NUMBER,
      },
    },
    mtOf('stranger', { text: TEXT, sender: '99998' }),
    mtOf('consentless', { text: TEXT, program: 'sweater-club' }),
    { ...mtOf('unkept', { text: TEXT }), value: JSON.stringify(mtData({ text: `${TEXT}\u0000` })) },
  ]);
}

function mtOf(name: string, data: Record<string, unknown>): OutgoingRecord {
  const id = externalEventId('canary', name);
  return encodeEvent(mtRequested as EventDefinition, mtData(data), {
    id,
    source: 'canary',
    timeMs: Date.now(),
    key: NUMBER,
    conversationId: 'c'.repeat(32),
    traceparent: unsampledTraceparent(id),
  });
}

function mtData(data: Record<string, unknown>): Record<string, unknown> {
  return {
    subscriber: NUMBER,
    sender: SENDER,
    lane: 'reply',
    purpose: 'information',
    onUnknown: 'park',
    ...data,
  };
}

import type { Clock } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { ConsentsController } from './consents.controller.js';
import { maskedNumber } from './domain/masked-number.js';
import type { Subscriptions } from './neighbours.js';
import type { Shown, Viewer } from './viewer.js';

function askedBy(shown: Shown) {
  const headers = new Map<string, string>();
  const reply = { header: (name: string, value: string) => (headers.set(name, value), reply) };
  const told = { subscriber: '+14155550101', consents: [], ledger: [], verified: true };
  const subscriptions = { ask: async () => told } as unknown as Subscriptions;
  const viewer = { numbers: async () => shown, name: async () => 'ann' } as unknown as Viewer;
  const clock = { now: () => Date.parse('2026-11-26T01:00:00.000Z') } as Clock;
  const controller = new ConsentsController(subscriptions, viewer, clock);
  const get = (form?: string): Promise<string> =>
    controller.document('+14155550101', form, reply as unknown as FastifyReply, 'Bearer key');
  return { get, headers };
}

describe('the record of consent', () => {
  it('is a file to keep, as a page or as JSON, kept by nobody on the way', async () => {
    const { get, headers } = askedBy((number) => number);
    expect(await get()).toContain('Made by ann on 2026-11-26T01:00:00.000Z');
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'attachment; filename="consent-14155550101-2026-11-26.html"',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(await get('json'))).toMatchObject({ document: 'parley-consent-record', madeBy: 'ann' });
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('is for who may see numbers', async () => {
    const { get, headers } = askedBy(maskedNumber);
    await expect(get()).rejects.toMatchObject({ status: 403, response: { code: 'NUMBER_MASKED' } });
    expect(headers.size).toBe(0);
  });
});

import { mtRequested, mtResolveRequested, mtStatus } from '@parley/contracts';
import { rankOf, type StatusName } from './mt-status-lattice.js';
import { resolveUnknown, type ResolvableMt } from './resolve-unknown.js';

const order = mtResolveRequested.example;
const AT = '2026-11-20T15:21:00.000Z';
const mt: ResolvableMt = {
  id: order.mtId,
  subscriber: order.subscriber,
  sender: '12345',
  lane: 'transactional',
  segments: 1,
  encoding: 'gsm7',
  attempt: 1,
  carrier: 'simulator',
  status: 'unknown',
  text: 'Your order is on its way.',
  purpose: 'information',
  program: 'club',
};

describe('an unknown text', () => {
  it.each([
    ['delivered', 'delivered', 'RESOLVED'],
    ['undelivered', 'undelivered', 'RESOLVED'],
    ['resend', 'undelivered', 'RESENT'],
  ] as const)('resolved as %s ends as %s, %s', (as, status, code) => {
    const resolution = resolveUnknown(mt, { ...order, as }, AT)!;
    expect(mtStatus.schema.parse(resolution.status)).toMatchObject({
      mtId: mt.id,
      status,
      code,
      final: true,
      at: AT,
    });
    expect(resolution.again !== undefined).toBe(as === 'resend');
  });

  it('is sent again as it was asked for, and parks again when nobody knows', () => {
    const { again } = resolveUnknown(mt, { ...order, as: 'resend' }, AT)!;
    expect(mtRequested.schema.parse(again)).toMatchObject({
      subscriber: mt.subscriber,
      text: mt.text,
      lane: 'transactional',
      program: 'club',
      onUnknown: 'park',
    });
  });

  it('of somebody who was erased is not sent again: nobody has its words any more', () => {
    const { status, again } = resolveUnknown({ ...mt, text: '' }, { ...order, as: 'resend' }, AT)!;
    expect([status.status, status.code, again]).toEqual(['undelivered', 'ERASED', undefined]);
  });

  it('of another person, or that nobody knows, is left alone', () => {
    expect(resolveUnknown({ ...mt, subscriber: '+14155550199' }, order, AT)).toBeUndefined();
    expect(resolveUnknown(undefined, order, AT)).toBeUndefined();
  });

  it.each(['retrying', 'submitted', 'sent', 'delivered', 'undelivered', 'rejected'] as StatusName[])(
    'that meanwhile is %s stays so',
    (status) => {
      expect(rankOf(status)).toBeGreaterThan(0);
      for (const as of ['delivered', 'undelivered', 'resend'] as const)
        expect(resolveUnknown({ ...mt, status }, { ...order, as }, AT)).toBeUndefined();
    },
  );
});

import { mtResolveRequested } from '@parley/contracts';
import type { ResolvableMt } from './domain/resolve-unknown.js';
import { decideResolution } from './take-orders.handler.js';

const order = mtResolveRequested.example;
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
  conversationId: 'c0ffee00'.repeat(4),
  text: 'Your order is on its way.',
  purpose: 'information',
};

describe('the order to resolve a text of unknown outcome', () => {
  it('is told in the story of the text, whoever gave it, and so is what is sent again', () => {
    const { effects } = decideResolution(mt, { ...order, as: 'resend' }, 0);
    expect(effects.map(({ name, conversationId }) => [name, conversationId])).toEqual([
      ['status/undelivered', mt.conversationId],
      ['resend', mt.conversationId],
    ]);
  });

  it('comes to nothing where the text is not unknown any more', () => {
    expect(decideResolution({ ...mt, status: 'delivered' }, order, 0).effects).toEqual([]);
    expect(decideResolution(undefined, order, 0).effects).toEqual([]);
  });
});

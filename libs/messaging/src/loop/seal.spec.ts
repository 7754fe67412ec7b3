import { headers, mtStatus } from '@parley/contracts';
import { effect } from '../decision.js';
import { seal } from './seal.js';

const cause = {
  id: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b00',
  key: '+14155550101',
  conversationId: 'a'.repeat(32),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
};
const told = effect(mtStatus, 'told', mtStatus.example);
const sealed = (changed: object) => seal({ ...told, ...changed }, cause, 'spec', 0, undefined);

describe('an effect', () => {
  it('belongs to the story of its cause, unless it says whose', () => {
    expect(sealed({}).headers[headers.conversationId]).toBe(cause.conversationId);
    const other = 'b'.repeat(32);
    expect(sealed({ conversationId: other }).headers[headers.conversationId]).toBe(other);
  });

  it('is the same event however often it is made', () => {
    expect(sealed({}).headers[headers.id]).toBe(sealed({}).headers[headers.id]);
    expect(sealed({}).headers[headers.id]).not.toBe(sealed({ name: 'other' }).headers[headers.id]);
  });
});

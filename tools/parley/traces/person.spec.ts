import type { ConfigApplied } from '@parley/contracts';
import { sendersEver } from './person.js';

describe('the senders of whom a number may have traces', () => {
  it('are those of now and those that parley.yaml no longer has, each once', () => {
    const applied: Pick<ConfigApplied, 'changes'>[] = [
      {
        changes: [
          { action: 'add', kind: 'sender', key: '12345' },
          { action: 'add', kind: 'sender', key: '54321' },
          { action: 'add', kind: 'keyword', key: '54321/JOIN' },
        ],
      },
      { changes: [{ action: 'remove', kind: 'sender', key: '54321' }] },
    ];
    expect(sendersEver(['12345', '+14155550100'], applied)).toEqual(['12345', '+14155550100', '54321']);
  });
});

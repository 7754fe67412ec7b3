import type { StoryEntry } from './story-entry.js';
import { lineOf, throughputOf } from './throughput.js';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 25, 10, 0, second)).toISOString();

function status(second: number, data: object, sender: string | undefined = '12345'): StoryEntry {
  return {
    ...{ eventId: 'e', conversationId: 'c', subscriber: '+14155550143', mtId: 'm', text: undefined },
    ...{ traceId: 't', kind: 'status', sender, at: at(second), data: { segments: 1, ...data } },
  };
}

describe('what a sender gave to its carrier', () => {
  it('is counted in segments by 5 seconds: what a carrier has, or may have', () => {
    const rows = throughputOf([
      status(6, { status: 'submitted', segments: 3 }),
      status(4, { status: 'submitted' }),
      status(9, { status: 'unknown' }),
      status(1, { status: 'refused' }),
      status(2, { status: 'delivered' }),
      { ...status(2, { status: 'submitted' }), kind: 'receipt' },
      status(3, { status: 'submitted' }, '67890'),
    ]);
    expect(rows).toEqual([
      { sender: '12345', at: at(0), segments: 1, throttled: 0 },
      { sender: '67890', at: at(0), segments: 1, throttled: 0 },
      { sender: '12345', at: at(5), segments: 4, throttled: 0 },
    ]);
  });

  it('has marks where the carrier held texts off, and none for other retries', () => {
    const rows = throughputOf([
      status(0, { status: 'retrying', code: 'THROTTLED' }),
      status(1, { status: 'retrying', code: 'QUEUE_FULL' }),
      status(2, { status: 'retrying', code: 'CARRIER_DOWN' }),
    ]);
    expect(rows).toEqual([{ sender: '12345', at: at(0), segments: 0, throttled: 2 }]);
  });

  it('is a line without holes, of the steps that are over', () => {
    const rows = [
      { at: at(5), segments: 4, throttled: 1 },
      { at: at(20), segments: 9, throttled: 0 },
    ];
    expect(lineOf(rows, Date.parse(at(22)), 4)).toEqual({
      ...{ until: at(20), stepS: 5, segments: [0, 4, 0, 0], throttled: [0, 1, 0, 0] },
    });
  });
});

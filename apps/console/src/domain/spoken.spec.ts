import { apart, together } from './spoken.js';
import type { StoryEntry } from './story-entry.js';

const entry = (text: string | undefined, data: StoryEntry['data']): StoryEntry => ({
  ...{ eventId: 'e', conversationId: 'c', subscriber: '+14155550101', sender: '12345', kind: 'decision' },
  ...{ at: '2026-11-27T09:00:00.000Z', mtId: undefined, traceId: 't', text, data },
});

describe('what was said in an entry', () => {
  const told = entry('My size is L', {
    ...{ intent: 'answer', keyword: 'SIZE', captured: { size: 'L' }, match: { word: 'l' } },
    ...{ media: ['https://carrier.example/1'], carrier: 'simulator' },
  });

  it('is parted from the rest, which holds no word of it', () => {
    const { rest, spoken } = apart(told);
    expect(rest).toEqual({
      ...told,
      text: undefined,
      data: { intent: 'answer', keyword: 'SIZE', carrier: 'simulator' },
    });
    expect(spoken).toMatchObject({ text: 'My size is L', data: { captured: { size: 'L' } } });
  });

  it('comes together again', () => {
    for (const each of [told, entry('', {}), entry(undefined, { match: { word: 'stop' } })]) {
      const { rest, spoken } = apart(each);
      expect(together(rest, JSON.parse(JSON.stringify(spoken)) as never)).toEqual(each);
    }
  });

  it('is nothing where nothing was said', () => {
    const status = entry(undefined, { status: 'sent', captured: undefined });
    expect(apart(status)).toEqual({ rest: status, spoken: undefined });
  });
});

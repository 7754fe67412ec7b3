import type { StoryEntry } from '../../../src/domain/story-entry.js';
import { toldStory } from './told-story.js';

const entry = (eventId: string, kind: StoryEntry['kind'], at: string, mtId?: string): StoryEntry => ({
  ...{ eventId, kind, at: `2026-11-25T10:00:${at}Z`, mtId },
  ...{
    conversationId: 'c',
    subscriber: '+14155550101',
    sender: '12345',
    text: undefined,
    traceId: 't',
    data: {},
  },
});

describe('a told story', () => {
  it('puts what became of a text under it, even what came before it is known', () => {
    const told = toldStory([
      entry('sent', 'status', '00.900', 'm1'),
      entry('queued', 'status', '00.100', 'm1'),
      entry('m1', 'mt', '00.100', 'm1'),
      entry('mo', 'mo', '00.000'),
    ]);
    expect(told.map(({ entry: { eventId }, after }) => [eventId, after.map((each) => each.eventId)])).toEqual(
      [
        ['mo', []],
        ['m1', ['queued', 'sent']],
      ],
    );
  });

  it('tells that the carrier took a text before what it reported of it, though the report overtook that', () => {
    const said = (eventId: string, kind: 'status' | 'receipt', at: string, status: string) => ({
      ...entry(eventId, kind, at, 'm1'),
      data: { status },
    });
    const [told] = toldStory([
      entry('m1', 'mt', '00.000', 'm1'),
      said('queued', 'status', '00.001', 'queued'),
      said('retrying', 'status', '00.010', 'retrying'),
      said('report', 'receipt', '00.030', 'delivered'),
      said('delivered', 'status', '00.031', 'delivered'),
      said('submitted', 'status', '00.040', 'submitted'),
    ]);
    expect(told!.after.map(({ eventId }) => eventId)).toEqual([
      ...['queued', 'retrying', 'submitted', 'report', 'delivered'],
    ]);
  });

  it('keeps what belongs to no text that is known', () => {
    const told = toldStory([
      entry('lost', 'receipt', '00.000'),
      entry('old', 'status', '00.001', 'forgotten'),
    ]);
    expect(told.map((each) => each.entry.eventId)).toEqual(['lost', 'old']);
  });

  it('tells the cause before its effect where both are of one instant', () => {
    const told = toldStory([
      entry('m1', 'mt', '00.000', 'm1'),
      entry('why', 'decision', '00.000'),
      entry('mo', 'mo', '00.000'),
    ]);
    expect(told.map((each) => each.entry.eventId)).toEqual(['mo', 'why', 'm1']);
  });
});

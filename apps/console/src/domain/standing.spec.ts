import { standingOf } from './standing.js';
import type { StoryEntry, StoryKind } from './story-entry.js';

const entry = (kind: StoryKind, data: object = {}, text?: string): StoryEntry => ({
  ...{ eventId: 'e', conversationId: 'c', subscriber: '+14155550101', sender: '12345', kind, text },
  ...{ at: '2026-11-25T10:00:00.000Z', mtId: undefined, traceId: 't', data: { ...data } },
});

describe('how a conversation stands', () => {
  it('is waiting after a text of the person', () => {
    expect(standingOf(entry('mo', {}, 'hi'))).toMatchObject({
      state: 'waiting',
      text: { by: 'person', words: 'hi' },
    });
  });

  it.each([
    ['submitted', 'answered'],
    ['delivered', 'answered'],
    ['refused', 'refused'],
    ['undelivered', 'refused'],
    ['unknown', 'unknown'],
    ['queued', undefined],
    ['retrying', undefined],
  ])('after a text that is %s: %s', (status, state) => {
    expect(standingOf(entry('status', { status }))!.state).toBe(state);
  });

  it("is a person's from the case's opening to its end", () => {
    expect(standingOf(entry('case', { open: true, caseId: 'k' }))!.caseId).toBe('k');
    expect(standingOf(entry('case', { open: false, caseId: 'k' }))!.caseId).toBeNull();
  });

  it('is not told by what names no sender', () => {
    expect(standingOf({ ...entry('receipt'), sender: undefined })).toBeUndefined();
  });
});

import { eventOf } from './event-stream.js';

describe('a server-sent event', () => {
  it.each([
    ['event: news\nid: 1\ndata: {"a":1}', 'news', '{"a":1}'],
    ['data:one\ndata: two', 'message', 'one\ntwo'],
    [': nothing to say', 'message', ''],
  ])('is read from %j', (block, name, data) => {
    expect(eventOf(block)).toEqual({ name, data });
  });
});

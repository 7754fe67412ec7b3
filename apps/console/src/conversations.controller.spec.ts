import { senderConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { Live } from './live.js';
import { ConversationsController } from './conversations.controller.js';
import { maskedNumber } from './domain/masked-number.js';
import type { Search, StoryStore } from './story.store.js';
import type { Shown, Viewer } from './viewer.js';

const directory = new ConfigDirectory();
for (const [sender, country] of Object.entries({ '12345': 'US', '60777': 'GB' }))
  directory.apply(senderConfigured.topic, sender, { ...senderConfigured.example, sender, country });

/** The controller for somebody who is shown numbers so, and what it was looked for by. */
function askedBy(shown: Shown) {
  const searches: Search[] = [];
  const story = {
    search: async (search: Search) => {
      searches.push(search);
      return [{ conversationId: 'c1', subscriber: '+14155550101' }];
    },
  } as unknown as StoryStore;
  const viewer = { numbers: async () => shown } as unknown as Viewer;
  const controller = new ConversationsController(
    ...([story, {} as never, viewer, new Live(), {} as never, directory] as const),
  );
  return { controller, searches };
}

describe('a search for conversations', () => {
  it.each(['555', '+1 415 555', '4155550101'])('by %s needs numbers to be shown', async (number) => {
    const masked = askedBy(maskedNumber);
    await expect(masked.controller.search({ number })).rejects.toMatchObject({
      response: { code: 'NUMBER_MASKED' },
    });
    expect(masked.searches).toEqual([]);
    const plain = askedBy((each) => each);
    expect(await plain.controller.search({ number })).toMatchObject({
      conversations: [{ subscriber: '+14155550101' }],
    });
  });

  it.each(['+14155550101', '14155550101', '001 415 555.0101', '(1) 415-555-0101'])(
    'by a number takes it however it is written: %s',
    async (number) => {
      const { controller, searches } = askedBy((each) => each);
      await controller.search({ number });
      expect(searches[0]!.numbers).toContain('+14155550101');
    },
  );

  it('by a number without a country takes it as one of a country where a sender is', async () => {
    const { controller, searches } = askedBy((each) => each);
    await controller.search({ number: '(415) 555-0101' });
    await controller.search({ number: '020 7946 0123' });
    expect(searches).toEqual([
      { numbers: ['+4155550101', '+14155550101', '+444155550101'] },
      { numbers: ['+02079460123', '+442079460123'] },
    ]);
  });

  it('by a whole number needs no more than it tells', async () => {
    const { controller, searches } = askedBy(maskedNumber);
    expect(await controller.search({ number: '+1 (415) 555-0101' })).toMatchObject({
      conversations: [{ subscriber: '+1•••••0101' }],
    });
    expect(searches).toMatchObject([{ numbers: ['+14155550101'] }]);
  });
});

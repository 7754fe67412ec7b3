import { conversationDue } from '@parley/contracts';
import { ConversationIds, type CausedEffect } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { AnnounceDueService } from './announce-due.service.js';
import { MemoryDialogueStore } from './memory-dialogue.store.builder.js';
import { startDialogue, type Dialogue } from './domain/dialogue/dialogue.js';
import { anAsk } from './domain/flow/flow.builder.js';
import type { RouterEvents } from './router-events.js';

const RUN = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const whose = { subscriber: '+14155550101', sender: '12345' };
const waiting = (wakeAt: number): Dialogue => ({
  ...startDialogue(whose),
  flows: {
    run: { id: RUN, flow: 'f', asked: anAsk('a'), wakeAt, tries: 0, answers: {}, told: {}, values: {} },
    line: [],
  },
});

function announcer() {
  const store = new MemoryDialogueStore();
  const published: CausedEffect[] = [];
  const events = { publish: async (effects: readonly CausedEffect[]) => void published.push(...effects) };
  const service = new AnnounceDueService(
    store,
    events as unknown as RouterEvents,
    new ConversationIds('pepper'),
    new Clock(),
  );
  return { store, published, service };
}

describe('AnnounceDueService', () => {
  it('announces what is due, by an event that is the same when it is announced again', async () => {
    const { store, published, service } = announcer();
    const wakeAt = Date.UTC(2026, 10, 20, 15);
    store.save([{ kind: 'dialogue', dialogue: waiting(wakeAt) }]);
    await service.announce();
    await service.announce();
    expect(published).toHaveLength(2);
    expect(published[1]).toEqual(published[0]);
    const { cause, effect } = published[0]!;
    expect(cause).toMatchObject({ id: RUN, key: '+14155550101' });
    expect(conversationDue.schema.parse(effect.data)).toEqual({
      ...whose,
      about: 'step',
      id: RUN,
      step: 'a',
      dueAt: '2026-11-20T15:00:00.000Z',
    });
  });

  it('tells two times of one step apart', async () => {
    const { store, published, service } = announcer();
    store.save([{ kind: 'dialogue', dialogue: waiting(1) }]);
    await service.announce();
    store.save([{ kind: 'dialogue', dialogue: waiting(2) }]);
    await service.announce();
    expect(new Set(published.map(({ effect }) => effect.name)).size).toBe(2);
  });

  it('puts a case before the flow that waits behind it', async () => {
    const { store, published, service } = announcer();
    const support = { id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20', openedAt: 0, idleAt: 5 };
    store.save([{ kind: 'dialogue', dialogue: { ...waiting(1), support } }]);
    await service.announce();
    expect(published.map(({ effect }) => effect.data)).toMatchObject([{ about: 'case', id: support.id }]);
  });
});

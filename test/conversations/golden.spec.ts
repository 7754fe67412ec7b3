import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Conversation } from '../../tools/conversations/conversation.js';
import { readConversations } from '../../tools/conversations/read-conversations.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { goldenFiles } from './golden-files.js';
import { MemoryHouse } from './memory/memory-house.js';
import { playInMemory } from './memory/play-in-memory.js';

// The services' own handlers and decisions in one process, on a given clock: every conversation in a few milliseconds.
describe('golden conversations, in memory', () => {
  const files = goldenFiles();
  const houses = new Map<string, Promise<MemoryHouse>>();

  function houseOf(parley: string, declared: Parameters<typeof MemoryHouse.build>[0]): Promise<MemoryHouse> {
    let house = houses.get(parley);
    if (house === undefined) houses.set(parley, (house = MemoryHouse.build(declared)));
    return house;
  }

  for (const [file, { parley, declared, conversations }] of files) {
    describe(file, () => {
      it.each(conversations)('$name', async (conversation) => {
        const outcomes = await playInMemory(await houseOf(parley, declared), [conversation]);
        expect(outcomes.get(conversation)).toBe('as written');
      });
    });
  }

  it('are as CONTRIBUTING.md shows them', async () => {
    const [, text] = /### add a golden conversation\n[^]*?```yaml\n([^]*?)```/.exec(
      readFileSync(join(projectRoot(), 'CONTRIBUTING.md'), 'utf8'),
    )!;
    const file = join(projectRoot(), 'test', 'conversations', 'example', 'contributing.yaml');
    const { parley, declared, conversations } = readConversations(file, text);
    const outcomes = await playInMemory(await houseOf(parley, declared), conversations);
    expect([...outcomes.values()]).toEqual(conversations.map(() => 'as written'));
  });

  it('are as written side by side too, by the thousand', async () => {
    const byHouse = new Map<MemoryHouse, Conversation[]>();
    for (const { parley, declared, conversations } of files.values()) {
      const house = await houseOf(parley, declared);
      byHouse.set(house, [...(byHouse.get(house) ?? []), ...conversations]);
    }
    let plays = 0;
    let startedAt = 0;
    for (let round = -5; round < 5; round++) {
      if (round === 0) startedAt = performance.now(); // what came before warmed it up
      for (const [house, conversations] of byHouse) {
        const outcomes = await playInMemory(house, conversations);
        expect([...outcomes.values()]).toEqual(conversations.map(() => 'as written'));
        if (round >= 0) plays += outcomes.size;
      }
    }
    const perSecond = (plays * 1_000) / (performance.now() - startedAt);
    const all = [...files.values()].flatMap(({ conversations }) => conversations);
    const turns = all.flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'wait').length;
    process.stdout.write(
      `golden conversations in memory: ${all.length} with ${turns} turns, ${Math.round(perSecond)} conversations/s\n`,
    );
  });
});

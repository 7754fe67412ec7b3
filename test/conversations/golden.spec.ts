import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMismatch, playConversation } from '../../tools/conversations/play-conversation.js';
import type { Conversation } from '../../tools/conversations/conversation.js';
import { readConversations } from '../../tools/conversations/read-conversations.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { goldenFiles } from './golden-files.js';
import { MemoryHouse } from './memory/memory-house.js';
import { MemoryStage } from './memory/memory-stage.js';
import { phoneBook } from '../../tools/conversations/phone-book.js';

// The services' own handlers and decisions in one process, on a given clock: every conversation in a few milliseconds.
describe('golden conversations, in memory', () => {
  const files = goldenFiles();
  const houses = new Map<string, Promise<MemoryHouse>>();
  const numbersFor = phoneBook();

  async function play(
    conversation: Conversation,
    declared = files.get(conversation.file)!.declared,
  ): Promise<string> {
    let house = houses.get(conversation.parley);
    if (house === undefined) houses.set(conversation.parley, (house = MemoryHouse.build(declared)));
    const stage = new MemoryStage(await house, numbersFor(conversation.phones));
    const mismatch = await playConversation(conversation, stage);
    return mismatch === undefined ? 'as written' : describeMismatch(mismatch);
  }

  for (const [file, { conversations }] of files) {
    describe(file, () => {
      it.each(conversations)('$name', async (conversation) => {
        expect(await play(conversation)).toBe('as written');
      });
    });
  }

  it('are as CONTRIBUTING.md shows them', async () => {
    const [, text] = /### add a golden conversation\n[^]*?```yaml\n([^]*?)```/.exec(
      readFileSync(join(projectRoot(), 'CONTRIBUTING.md'), 'utf8'),
    )!;
    const file = join(projectRoot(), 'test', 'conversations', 'example', 'contributing.yaml');
    const golden = readConversations(file, text);
    for (const conversation of golden.conversations) {
      expect(await play(conversation, golden.declared)).toBe('as written');
    }
  });

  it('are played by the thousand', async () => {
    const all = [...files.values()].flatMap(({ conversations }) => conversations);
    const plays = 1_000;
    let startedAt = 0;
    for (let played = -plays; played < plays; played += 1) {
      if (played === 0) startedAt = performance.now(); // what came before warmed it up
      const conversation = all[(played + plays) % all.length]!;
      (await houses.get(conversation.parley))?.begin();
      expect(await play(conversation)).toBe('as written');
    }
    const perSecond = (plays * 1_000) / (performance.now() - startedAt);
    const turns = all.flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'wait').length;
    process.stdout.write(
      `golden conversations in memory: ${all.length} with ${turns} turns, ${Math.round(perSecond)} conversations/s\n`,
    );
  });
});

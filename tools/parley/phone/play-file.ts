import { existsSync } from 'node:fs';
import type { Conversation } from '../../conversations/conversation.js';
import { phoneBook } from '../../conversations/phone-book.js';
import { playConversation } from '../../conversations/play-conversation.js';
import { readConversations } from '../../conversations/read-conversations.js';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { Interrupts } from '../terminal/interrupts.js';
import { EnterKey } from './enter-key.js';
import { HandStage } from './hand-stage.js';
import { PlayScreen } from './play-screen.js';

export interface PlayFileCommand {
  readonly context: CommandContext;
  /** Only conversations with this number of ours. */
  readonly sender: string;
  readonly file: string;
  /** Only conversations whose name holds these words. */
  readonly name: string | undefined;
  /** Goes on by itself; by Enter otherwise. */
  readonly auto: boolean;
}

/**
 * Plays golden conversations on the running platform, one after the other, step by step, by the runner of the tests.
 *
 * @returns the exit code: 0 when everything was as written, 1 otherwise, 130 when the person left before the end
 * @throws ParleyError; ConversationFileError with every problem of the file
 */
export async function playFile(o: PlayFileCommand): Promise<number> {
  const { terminal } = o.context;
  const { colors } = terminal;
  if (!existsSync(o.file)) throw failure.noSuchFile(o.file);
  if (!o.auto && !process.stdin.isTTY)
    throw failure.usage('--play goes on by Enter, and there is no terminal: add --auto.');
  const golden = readConversations(o.file);
  const chosen = choose(golden.conversations, o);
  const running = await RunningPlatform.find(o.context.dataDir, o.context.environment);
  const interrupts = new Interrupts(() => process.exit(LEFT));
  const enter = o.auto ? undefined : new EnterKey(interrupts);
  let stages: HandStage | undefined;
  try {
    stages = await HandStage.open(running, golden, interrupts.signal);
    if (enter) terminal.print(colors.dim('Enter goes on; Ctrl-C leaves.'));
    const next = enter ? () => enter.pressed() : async () => interrupts.signal.throwIfAborted();
    const screen = new PlayScreen(terminal, next, enter && terminal.interactive ? 'Enter …' : '');
    return (await playAll(chosen, stages, screen)) ? 0 : 1;
  } catch (error) {
    if (error !== interrupts.signal.reason) throw error;
    terminal.note(colors.dim('Left before the end.'));
    return LEFT;
  } finally {
    enter?.close();
    await stages?.close();
    interrupts.close();
    const ahead = stages?.movedMs ?? 0;
    if (ahead > 0) terminal.note(colors.dim(aheadLine(ahead)));
  }
}

/** Whether all of them were as written. */
async function playAll(
  chosen: readonly Conversation[],
  stages: HandStage,
  screen: PlayScreen,
): Promise<boolean> {
  const numbersFor = phoneBook(Math.floor(Date.now() / 1_000) % PHONES);
  let right = true;
  for (const conversation of chosen) {
    screen.heading(conversation);
    if (conversation.onlyInMemory !== undefined) {
      screen.leftOut(conversation.onlyInMemory);
      continue;
    }
    const mismatch = await playConversation(conversation, stages.of(conversation, numbersFor), screen);
    screen.end(mismatch);
    right &&= mismatch === undefined;
  }
  return right;
}

/** What a shell says of who was interrupted. */
const LEFT = 130;
/** Room for numbers that nobody has played with yet: one a second, for 80 days. */
const PHONES = 7_000_000;
const DAY_MS = 86_400_000;

function choose(all: readonly Conversation[], { sender, name, file }: PlayFileCommand): Conversation[] {
  const here = all.filter(({ steps }) =>
    steps.some((step) => step.kind !== 'wait' && step.sender === sender),
  );
  if (here.length === 0) {
    const senders = new Set(
      all.flatMap(({ steps }) => steps.flatMap((s) => (s.kind === 'wait' ? [] : [s.sender]))),
    );
    throw failure.nothingToPlay(file, `with ${sender}`, [...senders]);
  }
  const wanted = name?.toLowerCase();
  const named = wanted === undefined ? here : here.filter((each) => each.name.toLowerCase().includes(wanted));
  if (named.length > 0) return named;
  throw failure.nothingToPlay(
    file,
    `"${name}" with ${sender}`,
    here.map((each) => `"${each.name}"`),
  );
}

function aheadLine(ms: number): string {
  const days = ms / DAY_MS;
  const much = days >= 1 ? `${Number(days.toFixed(1))} days` : `${Number((ms / 60_000).toFixed(1))} minutes`;
  return `The platform's time is ${much} ahead now; "npx parley reset" brings it back, with empty data.`;
}

import type { Conversation, HouseEvent, Step, Turn } from './conversation.js';
import { assertsAbsence, codesOf, hasAll, judgeTurn, type Outcome } from './judge-turn.js';
import type { HeardText, Stage } from './stage.port.js';

/** The first turn that was not as written, and how it differs. */
export interface Mismatch {
  readonly file: string;
  readonly line: number;
  readonly differences: readonly string[];
}

/** For whoever shows the conversation while it is played. */
export interface Watcher {
  /** Called before a step; it begins when this resolves. */
  begins(step: Step): Promise<void>;
  /** Called when a turn is over, with what differs from what was expected. */
  ended(turn: Turn, outcome: Outcome, differences: readonly string[]): void;
}

/**
 * Plays a conversation on a stage, turn by turn, and ends at the first that is not as written. At the end nothing may
 * be left: a text or a refusal that no turn speaks of is a mismatch of the last one.
 *
 * @returns undefined when everything was as written
 */
export async function playConversation(
  conversation: Conversation,
  stage: Stage,
  watch?: Watcher,
): Promise<Mismatch | undefined> {
  const read = new Reading(stage, conversation);
  const left = (line: number): Mismatch | undefined => {
    const differences = read.left();
    return differences.length === 0 ? undefined : { file: conversation.file, line, differences };
  };
  let last = conversation.line;
  let isOver = true;
  for (const [pool, codes] of conversation.coupons) await stage.fill(pool, codes);
  for (const step of conversation.steps) {
    const ends = step.kind !== 'wait' && assertsAbsence(step);
    if (step.kind === 'wait' ? !isOver : ends && step.kind !== 'hears') {
      // What the turn before is still publishing must not be taken for this one's, nor happen in a later time.
      if (!isOver) await stage.follow(OVER);
      isOver = true;
      const before = left(last);
      if (before) return before;
      read.takeEvents();
    }
    if (watch) await watch.begins(step);
    if (step.kind === 'wait') {
      await stage.pass(step.ms);
      continue;
    }
    last = step.line;
    const notTaken = await begin(step, stage);
    const soFar = (): Outcome => ({ ...read.unread(step.phone), notTaken });
    if (step.kind === 'hears') await stage.await(() => hasAll(step, soFar()));
    if (notTaken === undefined) await stage.follow(() => !ends && hasAll(step, soFar()));
    isOver = ends;
    const outcome = soFar();
    read.take(step.phone);
    const differences = judgeTurn(step, outcome);
    watch?.ended(step, outcome, differences);
    if (differences.length > 0) return { file: conversation.file, line: step.line, differences };
  }
  await stage.follow(OVER);
  return left(last);
}

const OVER = (): boolean => false;

async function begin(turn: Turn, stage: Stage): Promise<string | undefined> {
  if (turn.kind === 'says') return stage.say(turn);
  if (turn.kind === 'asks') await stage.ask(turn);
  return undefined;
}

/** In one line, for a failing test. */
export function describeMismatch({ file, line, differences }: Mismatch): string {
  return differences.map((difference) => `${file}:${line} ${difference}`).join('\n');
}

/** What has been looked at already, by phone and of the events. */
class Reading {
  private readonly texts = new Map<string, number>();
  private events = 0;

  constructor(
    private readonly stage: Stage,
    private readonly conversation: Conversation,
  ) {}

  unread(phone: string): { heard: readonly HeardText[]; published: readonly HouseEvent[] } {
    return {
      heard: this.stage.heard(phone).slice(this.texts.get(phone) ?? 0),
      published: this.stage.published().slice(this.events),
    };
  }

  take(phone: string): void {
    this.texts.set(phone, this.stage.heard(phone).length);
    this.takeEvents();
  }

  takeEvents(): void {
    this.events = this.stage.published().length;
  }

  /** Texts and refusals that no turn has spoken of. */
  left(): string[] {
    const heard = this.conversation.phones.flatMap((phone) =>
      this.unread(phone).heard.map(({ text }) => `${phone} heard ${JSON.stringify(text)} after this step`),
    );
    const codes = codesOf(this.stage.published().slice(this.events));
    return [...heard, ...codes.map((code) => `a text was refused with ${code} after this step`)];
  }
}

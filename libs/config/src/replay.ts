import type { MoReceived } from '@parley/contracts';
import { lastProgramAfter, resolveIntent, type Resolution, type SenderDictionaries } from '@parley/intents';

/** What a text comes to. Two are the same where the person would notice no difference. */
export interface Outcome {
  readonly intent: Resolution['intent'];
  readonly rule: string;
  readonly keyword?: string | undefined;
  readonly program?: string | undefined;
  readonly scope?: string | undefined;
  readonly answer?: string | undefined;
}

/** What a change is about; in this order they are shown. */
export type ChangeKind = 'opt_out' | 'consent' | 'other';

/** A text whose outcome would change, and how often it came. */
export interface ChangedText {
  readonly kind: ChangeKind;
  readonly sender: string;
  readonly text: string;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly count: number;
  readonly subscribers: readonly string[];
}

export interface ReplayResult {
  readonly texts: number;
  readonly conversations: number;
  /** How many texts would come to something else. */
  readonly changed: number;
  readonly byKind: Readonly<Record<ChangeKind, number>>;
  /** Each different text once: opt-outs first, then what concerns consent, each by how often it came. */
  readonly list: readonly ChangedText[];
}

interface Counted extends Omit<ChangedText, 'count' | 'subscribers'> {
  count: number;
  readonly subscribers: Set<string>;
}

const KINDS: readonly ChangeKind[] = ['opt_out', 'consent', 'other'];
const CONSENT: readonly string[] = ['opt_in', 'confirm', 'subscribe'];

/**
 * Plays past texts through two configurations side by side. Give it each person's texts in their order: what a
 * conversation was about decides what a STOP reaches, and may differ between the two.
 */
export class Replay {
  private texts = 0;
  private readonly about = new Map<string, { before?: string | undefined; after?: string | undefined }>();
  private readonly changed = new Map<string, Counted>();

  constructor(
    private readonly current: SenderDictionaries,
    private readonly proposed: SenderDictionaries,
  ) {}

  take(mo: Pick<MoReceived, 'subscriber' | 'sender' | 'text'>): void {
    this.texts += 1;
    const conversation = `${mo.subscriber}|${mo.sender}`;
    const about = this.about.get(conversation) ?? {};
    const before = resolve(mo, this.current, about.before);
    const after = resolve(mo, this.proposed, about.after);
    this.about.set(conversation, {
      before: lastProgramAfter(about.before, before),
      after: lastProgramAfter(about.after, after),
    });
    const [was, is] = [outcomeOf(before), outcomeOf(after)];
    if (sameTo(was) === sameTo(is)) return;
    const place = JSON.stringify([mo.sender, mo.text, was, is]);
    const known = this.changed.get(place);
    if (known) {
      known.count += 1;
      known.subscribers.add(mo.subscriber);
      return;
    }
    const { sender, text, subscriber } = mo;
    const entry = { kind: kindOf(was, is), sender, text, before: was, after: is, count: 1 };
    this.changed.set(place, { ...entry, subscribers: new Set([subscriber]) });
  }

  result(): ReplayResult {
    const list = [...this.changed.values()]
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.count - a.count)
      .map((entry) => ({ ...entry, subscribers: [...entry.subscribers] }));
    const countOf = (kind: ChangeKind): number =>
      list.reduce((sum, entry) => sum + (entry.kind === kind ? entry.count : 0), 0);
    const byKind = { opt_out: countOf('opt_out'), consent: countOf('consent'), other: countOf('other') };
    const changed = byKind.opt_out + byKind.consent + byKind.other;
    return { texts: this.texts, conversations: this.about.size, changed, byKind, list };
  }
}

function resolve(
  { sender, text }: { sender: string; text: string },
  dictionaries: SenderDictionaries,
  lastProgram: string | undefined,
): Resolution {
  return resolveIntent({ text, dictionary: dictionaries.of(sender), lastProgram });
}

function outcomeOf({ intent, rule, keyword, program, scope, answer }: Resolution): Outcome {
  return { intent, rule, keyword, program, scope, answer: answer?.text };
}

/** Which keyword or rule it was is not felt; what follows from it is. */
function sameTo({ intent, program, scope, answer }: Outcome): string {
  return JSON.stringify([intent, program, scope, answer]);
}

function kindOf(...outcomes: readonly Outcome[]): ChangeKind {
  const intents = outcomes.map(({ intent }) => intent as string);
  if (intents.some((intent) => intent === 'opt_out' || intent === 'unsubscribe')) return 'opt_out';
  return intents.some((intent) => CONSENT.includes(intent)) ? 'consent' : 'other';
}

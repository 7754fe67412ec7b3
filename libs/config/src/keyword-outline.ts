import type { ExaminedFile } from './parse-parley-file.js';

/** A keyword of a file, in short. */
export interface KeywordOutline {
  readonly keyword: string;
  readonly sender: string;
  /** Other words and patterns for it. */
  readonly also: readonly string[];
  readonly does: 'reply' | 'subscribe' | 'unsubscribe' | 'flow' | 'help';
  /** What it says, or what it is about. */
  readonly what?: string | undefined;
  /** From 1. */
  readonly line: number;
  readonly problems: number;
}

/** The keywords of a file whose shape is right. */
export function keywordOutlines({ entries, problems, lineOf }: ExaminedFile): KeywordOutline[] {
  return (entries?.keywords ?? []).map(({ path, value }) => {
    const { keyword, sender, aliases, patterns = [], reply, subscribe, unsubscribe, flow } = value;
    const [does, what] =
      reply !== undefined
        ? (['reply', reply] as const)
        : subscribe !== undefined
          ? (['subscribe', subscribe] as const)
          : unsubscribe !== undefined
            ? (['unsubscribe', unsubscribe] as const)
            : flow !== undefined
              ? (['flow', flow] as const)
              : (['help', undefined] as const);
    const own = problems.filter((one) => one.path?.[0] === path[0] && one.path?.[1] === path[1]);
    return {
      keyword,
      sender,
      also: [...aliases, ...patterns],
      does,
      what,
      line: lineOf(path),
      problems: own.length,
    };
  });
}

import { keywordActions } from './parley-file.schema.js';
import type { ExaminedFile } from './parse-parley-file.js';

/** A keyword of a file, in short. */
export interface KeywordOutline {
  readonly keyword: string;
  readonly sender: string;
  /** Other words and patterns for it. */
  readonly also: readonly string[];
  readonly does: (typeof keywordActions)[number] | undefined;
  /** What it says, or what it is about. */
  readonly what?: string | undefined;
  /** From 1. */
  readonly line: number;
  readonly problems: number;
}

/** The keywords of a file whose shape is right. */
export function keywordOutlines({ entries, problems, lineOf }: ExaminedFile): KeywordOutline[] {
  return (entries?.keywords ?? []).map(({ path, value }) => {
    const { keyword, sender, aliases, patterns = [] } = value;
    const does = keywordActions.find((action) => value[action] !== undefined);
    const what = does && value[does];
    const own = problems.filter((one) => one.path?.[0] === path[0] && one.path?.[1] === path[1]);
    return {
      ...{ keyword, sender, does, line: lineOf(path), problems: own.length },
      also: [...aliases, ...patterns],
      ...(typeof what === 'string' && { what }),
    };
  });
}

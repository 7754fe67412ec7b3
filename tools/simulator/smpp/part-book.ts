import type { MoPart } from '@parley/carriers';

interface Gathered {
  readonly parts: Map<number, { id: string; text: string }>;
}

/** A text of which all parts are there: the first part's id, and all of it. */
export interface WholeText {
  readonly id: string;
  readonly text: string;
}

const MOST_UNFINISHED = 10_000;

/** Puts the parts of long texts together, as a phone does. */
export class PartBook {
  private readonly gathered = new Map<string, Gathered>();

  /** Gives the whole text with its last part; undefined while some are missing. */
  add(conversation: string, part: MoPart, id: string, text: string): WholeText | undefined {
    const key = `${conversation} ${part.reference} ${part.total}`;
    const found = this.gathered.get(key) ?? { parts: new Map<number, { id: string; text: string }>() };
    found.parts.set(part.number, { id, text });
    if (found.parts.size < part.total) {
      this.gathered.set(key, found);
      const [oldest] = this.gathered.keys();
      if (this.gathered.size > MOST_UNFINISHED && oldest !== undefined) this.gathered.delete(oldest);
      return undefined;
    }
    this.gathered.delete(key);
    const parts = [...found.parts].sort(([a], [b]) => a - b).map(([, one]) => one);
    return { id: parts[0]!.id, text: parts.map((one) => one.text).join('') };
  }
}

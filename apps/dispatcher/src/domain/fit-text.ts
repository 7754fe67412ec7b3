import { countSegments, smartEncoding, type SegmentCount, type SmartText } from '@parley/sms';
import { isOwed } from './owed.js';
import type { QueuedMt } from './queued-mt.js';

/** What the configuration says of a text's form. */
export interface TextRules {
  /** Absent: on. */
  readonly smartEncoding?: boolean | undefined;
  /** Absent: no limit. */
  readonly maxSegments?: number | undefined;
}

const NOTHING_REPLACED = Object.freeze([]);

/** The text as it is sent. */
export function encodedText(written: string, rules: TextRules): SmartText {
  return rules.smartEncoding === false
    ? { text: written, replaced: NOTHING_REPLACED }
    : smartEncoding(written);
}

/** The text as it is sent, with what it costs. */
export function fitText(written: string, rules: TextRules): SmartText & SegmentCount {
  const smart = encodedText(written, rules);
  return { ...smart, ...countSegments(smart.text) };
}

/** What is owed goes, however long somebody made it. */
export function isTooLong(mt: Pick<QueuedMt, 'segments' | 'purpose'>, { maxSegments }: TextRules): boolean {
  return maxSegments !== undefined && mt.segments > maxSegments && !isOwed(mt);
}

import { countSegments, smartEncoding, type SegmentCount, type SmartText } from '@parley/sms';
import type { QueuedMt } from './queued-mt.js';

/** What the configuration says of a text's form. */
export interface TextRules {
  /** Absent: on. */
  readonly smartEncoding?: boolean | undefined;
  /** Absent: no limit. */
  readonly maxSegments?: number | undefined;
}

const NOTHING_REPLACED = Object.freeze([]);

/** The text as it is sent, with what it costs. */
export function fitText(written: string, rules: TextRules): SmartText & SegmentCount {
  const smart =
    rules.smartEncoding === false ? { text: written, replaced: NOTHING_REPLACED } : smartEncoding(written);
  return { ...smart, ...countSegments(smart.text) };
}

/** The confirmation of an opt-out and HELP have to go (CTIA), however long somebody made them. */
export function isTooLong(mt: Pick<QueuedMt, 'segments' | 'purpose'>, { maxSegments }: TextRules): boolean {
  if (mt.purpose === 'opt_out_confirmation' || mt.purpose === 'help') return false;
  return maxSegments !== undefined && mt.segments > maxSegments;
}

import { countSegments, smartEncoding } from '@parley/sms';
import type { Entries } from './entries.js';
import { plainTexts } from './plain-texts.js';
import type { Finding, Path } from './problem.js';

/** What a text of the file is held to. */
interface Limit {
  readonly most: number | undefined;
  readonly smart: boolean;
}

/** Texts of the file with more segments than it lets a text have: they would be refused, each time. */
export function lengthFindings(entries: Entries): Finding[] {
  const senders = new Map(entries.senders.map(({ value }) => [value.sender, value]));
  return plainTexts(entries).flatMap(({ path, value, sender: address, maxSegments }) => {
    const sender = senders.get(address);
    const most = maxSegments ?? sender?.maxSegments;
    return tooLong(path, value, { most, smart: sender?.smartEncoding !== false });
  });
}

function tooLong(path: Path, text: string, { most, smart }: Limit): Finding[] {
  if (most === undefined) return [];
  const { segments, encoding } = countSegments(smart ? smartEncoding(text).text : text);
  if (segments <= most) return [];
  const why = encoding === 'ucs2' ? ' as it has characters that GSM-7 has not' : '';
  const message = `The text takes ${segments} segments${why}, and "maxSegments" is ${most}; shorten it or allow more.`;
  return [{ path, on: 'value', code: 'TEXT_TOO_LONG', message }];
}

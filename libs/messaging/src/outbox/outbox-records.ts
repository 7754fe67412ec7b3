import type { OutgoingRecord } from '../wire/record.js';

/**
 * A batch's records as one text, each a line of JSON (topic, key, headers, length of the value) and the value as it is
 * behind it: a value is JSON already, and quoting it once more cost a third of a service's garbage.
 */
export function writeRecords(records: readonly OutgoingRecord[]): string {
  let text = '';
  for (const { topic, key, headers, value } of records) {
    text += `${JSON.stringify([topic, key, headers, value.length])}\n${value}\n`;
  }
  return text;
}

/** Reads what `writeRecords` wrote, and the list of objects that versions up to 0.1 left behind. */
export function readRecords(text: string): OutgoingRecord[] {
  if (text.startsWith('[{') || text === '[]') return JSON.parse(text) as OutgoingRecord[];
  const records: OutgoingRecord[] = [];
  for (let at = 0; at < text.length;) {
    const from = text.indexOf('\n', at) + 1;
    const [topic, key, headers, length] = JSON.parse(text.slice(at, from)) as [
      string,
      string,
      Record<string, string>,
      number,
    ];
    records.push({ topic, key, value: text.slice(from, from + length), headers });
    at = from + length + 1;
  }
  return records;
}

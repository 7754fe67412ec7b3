import type { Behind } from '@parley/messaging';
import { shortName } from '@parley/traces';
import { count } from '../words.js';

/** `keyword-router is behind: 3 records of mo.received wait for it`. */
export function behindWords({ group, topic, records }: Behind): string {
  const wait = records === 1 ? '1 record' : `${count(records)} records`;
  return `${group} is behind: ${wait} of ${shortName(topic)} ${records === 1 ? 'waits' : 'wait'} for it`;
}

import { carriers as known, findCarrier } from '@parley/carriers';
import { didYouMean } from '@parley/sms';
import type { Entries, Entry } from './entries.js';
import type { SenderEntry } from './parley-file.schema.js';
import type { Finding } from './problem.js';

/** Senders with no carrier or with `carrier` and `carriers`, carriers named twice, and ones that Parley does not speak with. */
export function carrierFindings(entries: Entries): Finding[] {
  return entries.senders.flatMap((entry) => [
    ...howMany(entry),
    ...repeated(entry),
    ...named(entry).flatMap(unknownCarrier),
  ]);
}

function howMany({ path, value: { sender, carrier, carriers } }: Entry<SenderEntry>): Finding[] {
  if (carrier === undefined && carriers === undefined) {
    const message = '"carrier" is missing in this sender.';
    return [{ path: [...path, 'carrier'], on: 'value', code: 'FIELD_MISSING', message }];
  }
  if (carrier === undefined || carriers === undefined) return [];
  const message = `The sender "${sender}" has "carrier" and "carriers"; keep one of them.`;
  return [{ path: [...path, 'carriers'], on: 'key', code: 'CARRIER_TWICE', message }];
}

function named({ path, value: { carrier, carriers = [] } }: Entry<SenderEntry>): Entry<string>[] {
  const one = carrier === undefined ? [] : [{ path: [...path, 'carrier'], value: carrier }];
  const several = carriers.map((each, i) => ({
    path: [...path, 'carriers', i, 'carrier'],
    value: each.carrier,
  }));
  return [...one, ...several];
}

function repeated({ path, value: { carriers = [] } }: Entry<SenderEntry>): Finding[] {
  return carriers.flatMap(({ carrier }, i) => {
    if (carriers.findIndex((each) => each.carrier === carrier) === i) return [];
    const message = `The carrier "${carrier}" is named twice; give it one weight.`;
    return [{ path: [...path, 'carriers', i, 'carrier'], on: 'value', code: 'CARRIER_TWICE', message }];
  });
}

function unknownCarrier({ path, value }: Entry<string>): Finding[] {
  if (findCarrier(value) !== undefined) return [];
  const names = Object.keys(known);
  const message = `Parley speaks with no carrier "${value}"${didYouMean(value, names) || `; it knows ${names.join(', ')}.`}`;
  return [{ path, on: 'value', code: 'CARRIER_UNKNOWN', message }];
}

import { carriers as known, findCarrier } from '@parley/carriers';
import { didYouMean } from '@parley/sms';
import type { Entries, Entry } from './entries.js';
import type { SenderEntry } from './parley-file.schema.js';
import type { Finding } from './problem.js';

/** What has carriers: a sender, or a number of a pool. */
type Carried = Entry<Pick<SenderEntry, 'carrier' | 'carriers'>> & {
  readonly name: string;
  readonly noun: string;
};

/**
 * Senders and numbers with no carrier or with `carrier` and `carriers`, carriers named twice, and ones that Parley does
 * not speak with.
 */
export function carrierFindings(entries: Entries): Finding[] {
  return entries.senders
    .flatMap(carriedBy)
    .flatMap((entry) => [...howMany(entry), ...repeated(entry), ...named(entry).flatMap(unknownCarrier)]);
}

function carriedBy({ path, value }: Entry<SenderEntry>): Carried[] {
  const { sender, numbers } = value;
  if (numbers === undefined) return [{ path, value, name: sender, noun: 'sender' }];
  return numbers.map((each, i) => {
    return { path: [...path, 'numbers', i], value: each, name: each.number, noun: 'number' };
  });
}

function howMany({ path, value: { carrier, carriers }, name, noun }: Carried): Finding[] {
  if (carrier === undefined && carriers === undefined) {
    const message = `"carrier" is missing in this ${noun}.`;
    return [{ path: [...path, 'carrier'], on: 'value', code: 'FIELD_MISSING', message }];
  }
  if (carrier === undefined || carriers === undefined) return [];
  const message = `The ${noun} "${name}" has "carrier" and "carriers"; keep one of them.`;
  return [{ path: [...path, 'carriers'], on: 'key', code: 'CARRIER_TWICE', message }];
}

function named({ path, value: { carrier, carriers = [] } }: Carried): Entry<string>[] {
  const one = carrier === undefined ? [] : [{ path: [...path, 'carrier'], value: carrier }];
  const several = carriers.map((each, i) => ({
    path: [...path, 'carriers', i, 'carrier'],
    value: each.carrier,
  }));
  return [...one, ...several];
}

function repeated({ path, value: { carriers = [] } }: Carried): Finding[] {
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

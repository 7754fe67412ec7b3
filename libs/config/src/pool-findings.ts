import type { Entries, Entry } from './entries.js';
import { fieldsOfNumbers, type SenderEntry } from './parley-file.schema.js';
import type { Finding } from './problem.js';

/**
 * Pools without numbers, with what is their numbers', or named like a number that is not theirs; numbers that two
 * senders have; and senders that are no pool and have no contract.
 */
export function poolFindings(entries: Entries): Finding[] {
  return [
    ...entries.senders.flatMap(contractFindings),
    ...entries.senders.flatMap(nameFindings),
    ...sharedNumbers(entries),
  ];
}

function contractFindings({ path, value }: Entry<SenderEntry>): Finding[] {
  const { sender, numbers, segmentsPerSecond } = value;
  if (numbers === undefined) {
    if (segmentsPerSecond !== undefined) return [];
    const message = '"segmentsPerSecond" is missing in this sender.';
    return [{ path: [...path, 'segmentsPerSecond'], on: 'value', code: 'FIELD_MISSING', message }];
  }
  if (numbers.length === 0) {
    const message = `The pool "${sender}" has no number; give it one, or take "numbers" out.`;
    return [{ path: [...path, 'numbers'], on: 'key', code: 'POOL_EMPTY', message }];
  }
  return fieldsOfNumbers
    .filter((field) => value[field] !== undefined)
    .map((field) => ({
      path: [...path, field],
      on: 'key',
      code: 'POOL_FIELD_OF_NUMBER',
      message: `"${field}" belongs to each number of the pool "${sender}"; say it there.`,
    }));
}

/** People cannot text a pool but at its numbers, so a pool that looks like one has to be one of its own. */
function nameFindings({ path, value: { sender, numbers } }: Entry<SenderEntry>): Finding[] {
  if (!numbers?.length || !/^\+?\d+$/.test(sender) || numbers.some(({ number }) => number === sender))
    return [];
  const message = `The pool "${sender}" is named like a number and has no such number; add it to "numbers", or give the pool a name with a letter.`;
  return [{ path: [...path, 'sender'], on: 'value', code: 'POOL_NAME', message }];
}

function sharedNumbers({ senders, names }: Entries): Finding[] {
  const declared = new Set(names.senders.map(({ value }) => value));
  const poolOf = new Map<string, string>();
  return senders.flatMap(({ path, value: { sender, numbers = [] } }) =>
    numbers.flatMap(({ number }, i): Finding[] => {
      const at = { path: [...path, 'numbers', i, 'number'], on: 'value' } as const;
      const other = poolOf.get(number);
      if (other !== undefined) {
        const where = other === sender ? 'is named twice' : `belongs to the pool "${other}"`;
        const message = `The number "${number}" ${where}; keep it in one place.`;
        return [{ ...at, code: 'POOL_NUMBER_TWICE', message }];
      }
      poolOf.set(number, sender);
      if (number === sender || !declared.has(number)) return [];
      const message = `The number "${number}" is a sender of its own; take that out, or the number out of the pool "${sender}".`;
      return [{ ...at, code: 'POOL_NUMBER_IS_SENDER', message }];
    }),
  );
}

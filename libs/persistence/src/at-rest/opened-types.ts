import { types, type CustomTypesConfig } from 'pg';
import type { Sealing } from './at-rest.js';

/** With this begins whatever is sealed; nothing else that is kept does, except what people write. */
export const SEALED = '~';

const TILDE = SEALED.charCodeAt(0);
const { TEXT, JSON: JSON_TYPE, JSONB } = types.builtins;
const TEXT_ARRAY = 1009 as typeof TEXT; // pg's types leave out lists

/** The driver's readers of values, which open what is sealed wherever it stands: texts, lists of them, JSON. */
export function openedTypes(sealing: Pick<Sealing, 'open'>): CustomTypesConfig {
  const text = (value: string): unknown => (value.charCodeAt(0) === TILDE ? sealing.open(value) : value);
  const revived = (_: string, value: unknown): unknown => (typeof value === 'string' ? text(value) : value);
  // A reviver is asked about every value there is, and nearly no JSON holds something sealed.
  const json = (value: string): unknown =>
    value.includes(`"${SEALED}`) ? JSON.parse(value, revived) : JSON.parse(value);
  const texts = types.getTypeParser(TEXT_ARRAY, 'text') as (value: string) => (string | null)[];
  const readers = new Map<number, (value: string) => unknown>([
    [TEXT, text],
    [JSON_TYPE, json],
    [JSONB, json],
    [TEXT_ARRAY, (value) => texts(value).map((each) => (each === null ? null : text(each)))],
  ]);
  const getTypeParser = (oid: number, format?: 'text' | 'binary'): unknown =>
    (format !== 'binary' && readers.get(oid)) || types.getTypeParser(oid, format as 'text');
  return { getTypeParser } as CustomTypesConfig;
}

import { countSegments, partsOf } from '@parley/sms';

/** 3GPP TS 23.040: what one part holds, alone and with others. */
const HOLDS = {
  gsm7: { alone: 160, joined: 153, name: 'GSM-7' },
  ucs2: { alone: 70, joined: 67, name: 'UCS-2' },
};

/** `GSM-7 · 1 segment · 12 of 160`. */
export function counted(text: string): string {
  const { encoding, segments, units } = countSegments(text);
  const { alone, joined, name } = HOLDS[encoding];
  const last = partsOf(text).at(-1) ?? '';
  const used = segments === 1 ? units : countSegments(last).units;
  return `${name} · ${segments} ${segments === 1 ? 'segment' : 'segments'} · ${used} of ${segments === 1 ? alone : joined}`;
}

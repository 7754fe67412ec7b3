/** A record's value for people: as text where it is some, else in hexadecimal. */
export type ShownBytes =
  | { readonly text: string }
  | {
      /** Rows of 16 bytes: offset, bytes, and what of them is printable ASCII. */
      readonly hex: string;
      /** Bytes that are not shown. */
      readonly more: number;
    };

const MOST_HEX_BYTES = 4096;
const ROW = 16;

export function shownBytes(bytes: Uint8Array): ShownBytes {
  const text = utf8Of(bytes);
  if (text !== undefined && !text.includes('\u0000')) return { text };
  const shown = bytes.subarray(0, MOST_HEX_BYTES);
  const rows = Array.from({ length: Math.ceil(shown.length / ROW) }, (_, row) => rowOf(shown, row * ROW));
  return { hex: rows.join('\n'), more: bytes.length - shown.length };
}

function rowOf(bytes: Uint8Array, at: number): string {
  const row = [...bytes.subarray(at, at + ROW)];
  const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const ascii = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return `${at.toString(16).padStart(6, '0')}  ${hex.padEnd(ROW * 3 - 1)}  ${ascii}`;
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The GSM 7-bit default alphabet, 3GPP TS 23.038 §6.2.1, in the order of its code table. */
export const GSM7_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Its extension table, §6.2.1.1: each is sent as an escape and a code, so it costs 2 septets. */
export const GSM7_EXTENSION = '\f^{}\\[~]|€';

/** Septets by UTF-16 code unit; 0 = not in GSM-7. Ends at the euro sign, the highest code of the alphabet. */
export const GSM7_SEPTETS: Readonly<Uint8Array> = septetTable();

function septetTable(): Uint8Array {
  const table = new Uint8Array('€'.charCodeAt(0) + 1);
  for (const character of GSM7_BASIC) table[character.charCodeAt(0)] = 1;
  for (const character of GSM7_EXTENSION) table[character.charCodeAt(0)] = 2;
  return table;
}

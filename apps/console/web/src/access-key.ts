const NAME = 'parley.key';
const PROOF_HEADER = 'x-parley-proof';

/** The API key or token that the tab was given; forgotten with the tab. */
export const accessKey = {
  get: (): string | undefined => sessionStorage.getItem(NAME) ?? undefined,
  set: (key: string): void => sessionStorage.setItem(NAME, key),
  forget: (): void => sessionStorage.removeItem(NAME),
};

let proof: string | undefined;

/** Whom a cookie stands for, no script can read; this proves that a request comes from our own pages. */
export const sessionProof = {
  get: (): string | undefined => proof,
  set: (told: string | undefined): void => void (proof = told),
};

/** The headers of every request: of a key where the tab has one, else of a session where there is one. */
export function headersOf(more: Record<string, string> = {}): Record<string, string> {
  const key = accessKey.get();
  if (key !== undefined) return { ...more, authorization: `Bearer ${key}` };
  return proof === undefined ? more : { ...more, [PROOF_HEADER]: proof };
}

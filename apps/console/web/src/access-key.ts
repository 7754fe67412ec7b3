const NAME = 'parley.key';

/** The API key or token that the tab was given; forgotten with the tab. */
export const accessKey = {
  get: (): string | undefined => sessionStorage.getItem(NAME) ?? undefined,
  set: (key: string): void => sessionStorage.setItem(NAME, key),
  forget: (): void => sessionStorage.removeItem(NAME),
};

/** The headers of every request. */
export function headersOf(more: Record<string, string> = {}): Record<string, string> {
  const key = accessKey.get();
  return key === undefined ? more : { ...more, authorization: `Bearer ${key}` };
}

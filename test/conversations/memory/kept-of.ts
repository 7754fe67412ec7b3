/** Those of the kept states that are asked for. */
export function keptOf<S>(kept: ReadonlyMap<string, S>, keys: readonly string[]): Map<string, S> {
  const found = new Map<string, S>();
  for (const key of keys) {
    const state = kept.get(key);
    if (state !== undefined) found.set(key, state);
  }
  return found;
}

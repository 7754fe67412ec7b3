/** As JSON gives it back, without the detour: without fields that are undefined. For what holds nothing JSON does not know. */
export function asJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map(asJson) as T;
  if (typeof value !== 'object' || value === null) return value;
  const read: Record<string, unknown> = {};
  for (const field of Object.keys(value)) {
    const inside = (value as Record<string, unknown>)[field];
    if (inside !== undefined) read[field] = asJson(inside);
  }
  return read as T;
}

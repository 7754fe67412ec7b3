/**
 * Whether a value has at least what is expected of it: fields that are not named do not matter, lists must agree
 * entry by entry, `null` stands for a field that must be absent. A dot leads deeper: `match.rule`.
 */
export function matches(expected: unknown, actual: unknown): boolean {
  if (expected === null) return actual === undefined || actual === null;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((entry, index) => matches(entry, actual[index]))
    );
  }
  if (typeof expected !== 'object') return expected === actual;
  return Object.entries(expected).every(([path, value]) => matches(value, valueAt(path, actual)));
}

function valueAt(path: string, from: unknown): unknown {
  return path.split('.').reduce<unknown>((at, field) => {
    return typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[field] : undefined;
  }, from);
}

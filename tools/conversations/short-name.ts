const names = new Map<string, string>();

/** `parley.intent.resolved.v1` → `intent.resolved`. */
export function shortName(type: string): string {
  let name = names.get(type);
  if (name === undefined) names.set(type, (name = type.replace(/^parley\./, '').replace(/\.v\d+$/, '')));
  return name;
}

const TO_ESCAPE = /["\\]/;

/**
 * A list of texts, numbers, booleans and nulls as a PostgreSQL array literal (PostgreSQL manual, 8.15.2). The driver's
 * own encoding runs two replacements over every element; most of ours hold nothing to escape.
 * @returns undefined where an element is anything else: that is left to the driver
 */
export function arrayLiteral(values: readonly unknown[]): string | undefined {
  let literal = '{';
  for (const value of values) {
    if (literal.length > 1) literal += ',';
    if (typeof value === 'string') literal += TO_ESCAPE.test(value) ? quoted(value) : `"${value}"`;
    else if (value === null || value === undefined) literal += 'NULL';
    else if (typeof value === 'number' || typeof value === 'boolean') literal += String(value);
    else return undefined;
  }
  return `${literal}}`;
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

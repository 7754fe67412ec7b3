/** Rows of a QWERTY keyboard, each a little to the right of the one above. */
const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const neighbours = new Map<string, string>();
ROWS.forEach((row, line) => {
  [...row].forEach((key, at) => {
    const beside = [row[at - 1], row[at + 1]];
    const above = [ROWS[line - 1]?.[at], ROWS[line - 1]?.[at + 1]];
    const below = [ROWS[line + 1]?.[at - 1], ROWS[line + 1]?.[at]];
    neighbours.set(key, [...beside, ...above, ...below].filter((other) => other !== undefined).join(''));
  });
});

/** The keys that a finger hits beside a letter's own. */
export function neighboursOf(letter: string): string {
  return neighbours.get(letter) ?? '';
}

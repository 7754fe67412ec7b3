/** So much is always written in a line, however narrow the window. */
const LEAST = 16;

/**
 * Text in lines of at most `columns`, broken between words; a word that is longer than a line stays whole, and line
 * breaks of the text stay. All lines but the first begin below the end of `lead`, which is written before the first.
 *
 * @param paint colours each piece; it is measured before
 */
export function wrapped(
  lead: string,
  text: string,
  columns: number,
  paint: (piece: string) => string = (piece) => piece,
): string[] {
  const room = Math.max(LEAST, columns - lead.length);
  const lines = text.split('\n').flatMap((line) => broken(line, room));
  return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(lead.length)) + paint(line));
}

function broken(text: string, room: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    const longer: string = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && longer.length > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line ?? ''];
}

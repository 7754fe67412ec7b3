/** The end of a command's help; each line begins with `  $ ` and ends its line. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.join('')}`;
}

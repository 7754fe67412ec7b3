const closing: (() => Promise<unknown>)[] = [];

/** Has something closed after the last test of this spec file, what was opened last first. */
export function closeLater(close: () => Promise<unknown>): void {
  closing.push(close);
}

/** Closes everything; called by the spec file's set-up. */
export async function closeAll(): Promise<void> {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
}

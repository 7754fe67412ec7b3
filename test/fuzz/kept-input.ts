import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An input that crashed or hung, as it lies in a file. */
export interface KeptInput {
  readonly target: string;
  /** What it showed. */
  readonly why: string;
  /** From which run it is, where it was not written by hand. */
  readonly seed?: number;
  readonly index?: number;
  readonly input: unknown;
}

/** Writes the input into a file that names its target, seed and number. @returns the file's path */
export function keepInput(folder: string, kept: KeptInput): string {
  mkdirSync(folder, { recursive: true });
  const name = `${kept.target.replaceAll('/', '-')}-${kept.seed}-${kept.index}.json`;
  const path = join(folder, name);
  writeFileSync(path, `${JSON.stringify(kept, bytesAsBase64, 2)}\n`);
  return path;
}

export function readKeptInput(path: string): KeptInput {
  return JSON.parse(readFileSync(path, 'utf8'), base64AsBytes) as KeptInput;
}

function bytesAsBase64(this: Readonly<Record<string, unknown>>, name: string, value: unknown): unknown {
  // A buffer's own toJSON has come first, so the value itself is looked at.
  const written = this[name];
  return Buffer.isBuffer(written) ? { base64: written.toString('base64') } : value;
}

function base64AsBytes(_name: string, value: unknown): unknown {
  const { base64 } = (value ?? {}) as { base64?: unknown };
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : value;
}

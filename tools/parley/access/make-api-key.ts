import { isRole, newApiKey, roles } from '@parley/platform';
import { failure } from '../parley.error.js';
import type { Terminal } from '../terminal/terminal.js';

/** Makes a key for the HTTP APIs and prints it, once, with what is kept of it; throws ParleyError for an unknown role. */
export function makeApiKey(terminal: Terminal, name: string, wanted: readonly string[]): void {
  const unknown = wanted.find((role) => !isRole(role));
  if (unknown !== undefined) throw failure.usage(`--role takes ${roles.join(', ')}, not "${unknown}".`);
  const { key, hash } = newApiKey();
  terminal.print(`key, shown once:  ${key}`);
  terminal.print(`what is kept:     ${JSON.stringify({ name, hash, roles: wanted })}`);
}

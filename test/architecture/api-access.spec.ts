import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
/** Carriers prove themselves by their signatures. */
const SIGNED = /^v1\/carriers/;

/** Every handler of an HTTP API: file, and its decorators up to the method. */
function handlers(): { file: string; decorators: string }[] {
  const files = readdirSync(join(ROOT, 'apps'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.controller.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, 'apps', file), 'utf8');
      const path = /@Controller\('([^']*)/.exec(text)?.[1] ?? '';
      if (!path.startsWith('v1/') || SIGNED.test(path)) return [];
      return text
        .split(/\n(?= {2}@(?:Get|Post|Put|Patch|Delete|Sse|All)\()/)
        .slice(1)
        .map((part) => ({ file, decorators: part.slice(0, part.indexOf('{\n')) }));
    });
}

describe('the HTTP APIs', () => {
  it('say of each handler what permission it needs', () => {
    const found = handlers();
    expect(found.length).toBeGreaterThanOrEqual(9);
    const open = found.filter(({ decorators }) => !/@Needs\('/.test(decorators));
    expect(open.map(({ file, decorators }) => `${file}: ${decorators.split('\n')[0]}`)).toEqual([]);
  });
});

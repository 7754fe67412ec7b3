import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as sms from '@parley/sms';

const EXAMPLE = /```ts\n([\s\S]*?)```/;
const page = readFileSync(join(process.cwd(), 'docs', 'texts.md'), 'utf8');
const lines = EXAMPLE.exec(page)![1]!.trim().split('\n');

describe('docs/texts.md', () => {
  it.each(lines.map((line) => line.split(' // ')))('%s', (expression, result) => {
    expect(JSON.stringify(runInNewContext(expression!, { ...sms }))).toBe(result);
  });
});

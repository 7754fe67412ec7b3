import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebhookRequest } from '@parley/carriers';
import { projectRoot } from '../../../tools/parley/platform/project-root.js';

/** The webhooks of a carrier that its folder keeps: request line, headers, an empty line, the body. */
export function capturedWebhooks(carrier: string): WebhookRequest[] {
  const folder = join(projectRoot(), 'libs/carriers/src', carrier, 'captured');
  return globSync('*.txt', { cwd: folder })
    .sort()
    .map((file) => requestOf(readFileSync(join(folder, file), 'utf8')));
}

function requestOf(text: string): WebhookRequest {
  const [head = '', ...rest] = text.split('\n\n');
  const [first = '', ...lines] = head.trimEnd().split('\n');
  const [method = '', url = ''] = first.split(' ');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const body = Buffer.from(rest.join('\n\n').replace(/\n$/, ''), 'utf8');
  return { method, url, headers: Object.fromEntries(headers), body };
}

import { readFileSync } from 'node:fs';
import type { WebhookRequest } from '../webhook.port.js';

/**
 * A captured webhook: the request line, headers, an empty line, the body, as in RFC 9112 but with `\n`. Our
 * hosts are made up; the signatures were made with the secrets of the specs.
 */
export function capturedRequest(file: string): WebhookRequest {
  const text = readFileSync(file, 'utf8');
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, end).split('\n');
  const [method = '', url = ''] = first.split(' ');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { method, url, headers, body: Buffer.from(text.slice(end + 2).replace(/\n$/, ''), 'utf8') };
}

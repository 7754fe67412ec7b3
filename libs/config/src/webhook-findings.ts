import type { Entries } from './entries.js';
import type { Finding } from './problem.js';

/** A password in the address would be on a topic, in logs of proxies and in every listing. */
export function webhookFindings(entries: Entries): Finding[] {
  return entries.webhooks.flatMap(({ path, value }) => {
    const { username, password } = new URL(value.url);
    if (username === '' && password === '') return [];
    const message = `The address of "${value.webhook}" holds a user or password; take it out: receivers check the signature.`;
    return [{ path: [...path, 'url'], on: 'value', code: 'WEBHOOK_WITH_CREDENTIALS', message }];
  });
}

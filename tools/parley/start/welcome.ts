import { join } from 'node:path';
import type { Platform } from '../platform.js';
import { seconds } from '../terminal/durations.js';
import { shownPath } from '../terminal/shown-path.js';
import type { Colors } from '../terminal/terminal.js';

const ROLES: Readonly<Record<string, string>> = {
  ingest: "carriers' webhooks: POST /v1/carriers/:carrier/mo and /receipts",
  'keyword-router': 'what a text means',
  subscriptions: 'consent: GET /v1/consents/:number',
  dispatcher: 'sends, paced to each contract',
  console: 'open it in a browser',
  simulator: 'the carrier and its phones',
};

/** What a person sees when everything is up: addresses and one line to try. */
export function welcome(platform: Platform, tookMs: number, colors: Colors): string[] {
  const { infrastructure, dataDir, simulatorUrl } = platform;
  const services = [...platform.services.values()].map(({ name, url }) => [name, url] as const);
  const addresses = [...services, ['simulator', simulatorUrl] as const].map(([name, url]) =>
    line(name, url, ROLES[name]),
  );
  const database = new URL(infrastructure.databaseUrl);
  // A given address may hold a password that is not ours to show.
  const shown =
    infrastructure.origin.database === 'given' ? database.host + database.pathname : database.href;
  return [
    '',
    colors.bold(`Parley is ready (${seconds(tookMs)}).`),
    '',
    ...addresses,
    line('Kafka', infrastructure.kafkaBrokers.join(', '), undefined),
    line('PostgreSQL', shown, undefined),
    line('logs', shownPath(join(dataDir, 'logs')), undefined),
    '',
    `Look at it in a browser: ${colors.cyan(platform.service('console').url)}`,
    'Or try it in another terminal:',
    '',
    `  ${colors.cyan('npx parley text 12345 DISCOUNT --from +14155550101')}`,
    '',
    colors.dim('Ctrl-C stops everything that was started here; the data is kept.'),
  ];

  function line(name: string, place: string, role: string | undefined): string {
    return `  ${name.padEnd(16)}${place.padEnd(24)}${role === undefined ? '' : colors.dim(role)}`.trimEnd();
  }
}

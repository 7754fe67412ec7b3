import { olderThan, type RetentionRule } from '@parley/persistence';
import type { ConsoleEnvironment } from './console.config.js';

type Settings = Pick<ConsoleEnvironment, 'CONSOLE_KEEP_DAYS' | 'WEBHOOK_KEEP_DAYS'>;

/** What the console forgets: all of its copy, and what endpoints were told. */
export function consoleRetention(settings: Settings): RetentionRule[] {
  const story = { setting: 'CONSOLE_KEEP_DAYS', days: settings.CONSOLE_KEEP_DAYS };
  const webhooks = { setting: 'WEBHOOK_KEEP_DAYS', days: settings.WEBHOOK_KEEP_DAYS };
  return [
    { table: 'console.story', ...story, old: olderThan('at') },
    { table: 'console.conversations', ...story, old: olderThan('last_at') },
    { table: 'console.throughput', days: 1, old: olderThan('at') },
    { table: 'console.webhook_deliveries', ...webhooks, old: olderThan('created_at') },
  ];
}

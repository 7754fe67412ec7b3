import { Command } from 'commander';
import { apiKeyCommand } from './commands/api-key.command.js';
import { applyCommand } from './commands/apply.command.js';
import { auditCommand } from './commands/audit.command.js';
import { campaignCommand } from './commands/campaign.command.js';
import { casesCommand } from './commands/cases.command.js';
import { chatCommand } from './commands/chat.command.js';
import type { CommandContext } from './commands/command-context.js';
import { couponsCommand } from './commands/coupons.command.js';
import { consentCommand } from './commands/consent.command.js';
import { demoCommand } from './commands/demo.command.js';
import { dlqCommand } from './commands/dlq.command.js';
import { explainCommand } from './commands/explain.command.js';
import { keywordsCommand } from './commands/keywords.command.js';
import { logLevelCommand } from './commands/log-level.command.js';
import { migrateCommand } from './commands/migrate.command.js';
import { mtCommand, receiptsCommand, recipientsCommand } from './commands/mt.command.js';
import { parkedCommand } from './commands/parked.command.js';
import { personCommand } from './commands/person.command.js';
import { eraseCommand } from './commands/erase.command.js';
import { keysCommand } from './commands/keys.command.js';
import { resetCommand } from './commands/reset.command.js';
import { schemaCommand } from './commands/schema.command.js';
import { sealCommand } from './commands/seal.command.js';
import { senderCommand } from './commands/sender.command.js';
import { startCommand } from './commands/start.command.js';
import { statusCommand } from './commands/status.command.js';
import { stopCommand } from './commands/stop.command.js';
import { textCommand } from './commands/text.command.js';
import { topicsCommand } from './commands/topics.command.js';
import { traceCommand } from './commands/trace.command.js';
import { webhooksCommand } from './commands/webhooks.command.js';

const EXAMPLES = `
Examples:
  $ npm start                                             start everything on this machine
  $ npx parley text 12345 DISCOUNT --from +14155550101    play the phone
  $ npx parley chat 12345                                 text to and fro
  $ npx parley help trace                                 more about one command
`;

/** In the order in which a newcomer needs them. */
const COMMANDS = [
  startCommand,
  textCommand,
  chatCommand,
  traceCommand,
  statusCommand,
  demoCommand,
  applyCommand,
  casesCommand,
  mtCommand,
  campaignCommand,
  senderCommand,
  receiptsCommand,
  recipientsCommand,
  couponsCommand,
  explainCommand,
  keywordsCommand,
  consentCommand,
  personCommand,
  webhooksCommand,
  eraseCommand,
  keysCommand,
  sealCommand,
  stopCommand,
  resetCommand,
  parkedCommand,
  dlqCommand,
  logLevelCommand,
  topicsCommand,
  apiKeyCommand,
  auditCommand,
  migrateCommand,
  schemaCommand,
];

/** The `parley` command with all its subcommands. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('parley')
    .description('Two-way texting: start the platform, text it, trace it, prove it.')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'USAGE ')) })
    .showHelpAfterError('(npx parley --help shows what there is)')
    .addHelpText('after', EXAMPLES);
  for (const add of COMMANDS) add(program, context);
  return program;
}

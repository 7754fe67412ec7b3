import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { KafkaConfigPort } from '@parley/config';
import { campaignRequested, type CampaignRequested } from '@parley/contracts';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { campaignRows, memberCount, textsOf } from './campaigns.reader.pg.js';
import { publishOrder } from './order.publisher.js';

export interface CampaignOptions {
  readonly json?: boolean;
  readonly dataDir: string;
}

export interface StartOptions extends CampaignOptions {
  readonly program: string;
  readonly text: string;
  readonly list?: string;
  readonly sendAfter?: string;
  readonly expiresAt?: string;
  readonly why?: string;
  readonly yes?: boolean;
}

const platformOf = (context: CommandContext, { dataDir }: CampaignOptions): Promise<RunningPlatform> =>
  RunningPlatform.find(resolve(dataDir), context.environment);

/** `parley campaign start <name>`: counts whom it would reach, and asks for it with `--yes`. */
export async function start(context: CommandContext, name: string, options: StartOptions): Promise<void> {
  const { terminal } = context;
  const platform = await platformOf(context, options);
  const program = (await new KafkaConfigPort(kafkaClient(platform.kafkaBrokers)).current()).programs.get(
    options.program,
  );
  if (!program) throw failure.usage(`No program "${options.program}" is declared: see "npx parley apply".`);
  const subscribers = options.list === undefined ? undefined : await numbersIn(options.list);
  const people = subscribers?.length ?? (await memberCount(platform, program.sender, options.program));
  const asked = campaignRequested.schema.safeParse({
    campaign: name,
    sender: program.sender,
    program: options.program,
    text: options.text,
    subscribers,
    sendAfter: options.sendAfter,
    expiresAt: options.expiresAt,
    by: userInfo().username,
    why: options.why,
    requestedAt: new Date().toISOString(),
  });
  if (!asked.success)
    throw failure.usage(
      asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  if (options.yes)
    await publishOrder(platform, campaignRequested, name, asked.data satisfies CampaignRequested);
  if (options.json)
    return terminal.print(JSON.stringify({ campaign: name, people, started: options.yes === true }));
  const counted = `${people} people ${subscribers ? 'on the list' : `are in ${options.program}`}.`;
  terminal.print(
    options.yes ? `${counted} The campaign begins.` : `${counted} Nothing is sent yet: add --yes.`,
  );
}

/** `parley campaign list` */
export async function list(
  context: CommandContext,
  name: string | undefined,
  options: CampaignOptions,
): Promise<void> {
  const rows = await campaignRows(await platformOf(context, options), name);
  const { terminal } = context;
  if (options.json) return terminal.print(JSON.stringify(rows, null, 2));
  if (rows.length === 0) return terminal.print('No campaign was given by one event.');
  for (const { campaign, program, requestedAt, queued, refused, state } of rows)
    terminal.print(
      `${campaign.padEnd(24)} ${program.padEnd(20)} ${requestedAt}  ${state}: ${queued} queued, ${refused} refused`,
    );
}

/** `parley campaign show <name>` */
export async function show(context: CommandContext, name: string, options: CampaignOptions): Promise<void> {
  const platform = await platformOf(context, options);
  const { terminal } = context;
  const [runs, texts] = [await campaignRows(platform, name), await textsOf(platform, name)];
  if (options.json) return terminal.print(JSON.stringify({ campaign: name, runs, texts }, null, 2));
  for (const { requestedAt, state, queued, refused } of runs)
    terminal.print(`${name} of ${requestedAt}  ${state}: ${queued} queued, ${refused} refused`);
  for (const { status, texts: count } of texts) terminal.print(`  ${String(count).padStart(9)}  ${status}`);
  if (runs.length + texts.length === 0) terminal.print(`No text of a campaign "${name}" is known.`);
}

async function numbersIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? failure.noSuchFile(file) : error;
  });
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(e164Of);
}

import { didYouMean } from '@parley/sms';

/** One clear sentence that says what to do, under a code that stays the same between releases. */
export class ParleyError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'ParleyError';
  }
}

const say = (code: string, sentence: string, cause?: unknown): ParleyError =>
  new ParleyError(code, sentence, cause === undefined ? undefined : { cause });

/** Every way in which the command itself can fail; Kafka's and PostgreSQL's are in tools/infra. */
export const failure = {
  notRunning: (dataDir: string) =>
    say(
      'NOT_RUNNING',
      `Parley is not running on ${dataDir}: start it with "npm start", or set KAFKA_BROKERS, DATABASE_URL and PARLEY_PEPPER to where it runs.`,
    ),

  simulatorUnknown: (dataDir: string) =>
    say(
      'NOT_RUNNING',
      `Parley is not running on ${dataDir}, so there is no phone to text from: start it with "npm start" in another terminal.`,
    ),

  simulatorAway: (url: string) =>
    say('SIMULATOR_AWAY', `The carrier simulator does not answer at ${url}: see .parley/logs/simulator.log.`),

  simulatorRefused: (answer: string) =>
    say(
      'SIMULATOR_REFUSED',
      `The carrier simulator did not take the text (${answer.slice(0, 200)}): correct it and try again.`,
    ),

  serviceUnknown: (name: string, names: readonly string[]) =>
    say('SERVICE_UNKNOWN', `There is no service "${name}"; there are: ${names.join(', ')}.`),

  serviceAway: (name: string, url: string) =>
    say('SERVICE_AWAY', `${name} does not answer at ${url}: see .parley/logs/${name}.log.`),

  /** What a service's API said, in its own code and sentence where it has them. */
  serviceRefused: (answer: string) => {
    try {
      const { code, message } = JSON.parse(answer) as { code?: string; message?: string };
      if (code !== undefined && message !== undefined) return say(code, message);
    } catch {
      // Not ours, then.
    }
    return say(
      'SERVICE_REFUSED',
      `The service did not take it (${answer.slice(0, 200)}): correct it and try again.`,
    );
  },

  numberInvalid: (number: string, why: string) =>
    say('NUMBER_INVALID', `"${number}" is no phone number (${why}): write it as in --from +14155550101.`),

  tracesAway: (url: string) =>
    say('TRACES_AWAY', `Neither Jaeger nor Tempo answers at ${url}: check the address given with --from.`),

  tracesRefused: (url: string, status: number) =>
    say('TRACES_REFUSED', `${url} answered ${status}: give the address of Jaeger's or Tempo's HTTP API.`),

  traceUnknown: (id: string) =>
    say(
      'TRACE_UNKNOWN',
      `Nothing is kept of ${id}: there may be no such thing, it may not be traced (PARLEY_TRACE_RATIO; "npx parley text" always is), or be forgotten since (PARLEY_SPAN_KEEP_DAYS).`,
    ),

  alreadyRunning: (dataDir: string, pid: number) =>
    say(
      'ALREADY_RUNNING',
      `Parley is already running on ${dataDir} (process ${pid}): use that one, or stop it with "npx parley stop".`,
    ),

  stopFailed: (pid: number) =>
    say(
      'STOP_FAILED',
      `Parley (process ${pid}) has not stopped within a minute: look at its terminal, and end that process if it hangs.`,
    ),

  resetRefused: () =>
    say('RESET_UNCONFIRMED', 'All data would be removed: say so with "npx parley reset --yes".'),

  portTaken: (name: string, port: number, base: number | undefined) =>
    say(
      'PORT_TAKEN',
      `Port ${port}, meant for ${name}, is taken by another program: stop that program, or choose another block of ports with PARLEY_PORT_BASE${base === undefined ? '' : ` (now ${base})`}.`,
    ),

  portForbidden: (name: string, port: number) =>
    say(
      'PORT_FORBIDDEN',
      `Port ${port}, meant for ${name}, may not be used here: choose a block above 1023 with PARLEY_PORT_BASE.`,
    ),

  portInvalid: (variable: string, value: string, highest: number) =>
    say('PORT_INVALID', `${variable} is "${value}": set it to a whole number from 1 to ${highest}.`),

  partitionsInvalid: (value: string) =>
    say('PARTITIONS_INVALID', `PARLEY_PARTITIONS is "${value}": set it to a whole number from 1 to 1000.`),

  buildMissing: (file: string) =>
    say('BUILD_MISSING', `${file} is not there: run "npm run build" and start again.`),

  serviceFailed: (name: string, why: string, lines: string, log: string) =>
    say(
      'SERVICE_FAILED',
      `${name} did not start (${why}): ${lines}; see ${log}, mend the cause and start again.`,
    ),

  serviceLate: (name: string, seconds: number, log: string) =>
    say(
      'SERVICE_LATE',
      `${name} was not ready after ${seconds} s: see ${log}, mend the cause and start again.`,
    ),

  serviceDied: (name: string, times: number, log: string) =>
    say(
      'SERVICE_DIED',
      `${name} ended ${times} times and is not started again, so everything is stopped: see ${log}, mend the cause and start again.`,
    ),

  migrationFailed: (why: string, cause: unknown) =>
    say(
      'MIGRATION_FAILED',
      `A migration was refused (${why}) and left nothing behind: mend the cause, or begin with empty data by "npx parley reset".`,
      cause,
    ),

  sealedAlready: () =>
    say('SEALED_ALREADY', 'Numbers and words rest sealed in this database: there is nothing to do.'),

  servicesRun: (services: readonly string[]) =>
    say(
      'SERVICES_RUN',
      `${services.join(', ')} still use this database, and would go on in the clear: stop all services and try again.`,
    ),

  campaignUnderWay: (campaign: string) =>
    say(
      'CAMPAIGN_UNDER_WAY',
      `The campaign ${campaign} has not reached everybody, and would lose its place: let it end, or cancel it, and try again.`,
    ),

  schemaDiffers: (file: string) =>
    say(
      'SCHEMA_DIFFERS',
      `${file} is not what the migrations make: run "npx parley schema dump" and commit the file.`,
    ),

  demoConfig: (what: string) =>
    say(
      'DEMO_CONFIG',
      `The demo plays the example's parley.yaml, and it lacks ${what}: put it back to play the demo.`,
    ),

  nothingParked: (number: string) =>
    say('NOTHING_PARKED', `Nothing of ${number} is parked: "npx parley parked list" shows who waits.`),

  fileMissing: (file: string) =>
    say(
      'FILE_MISSING',
      `${file} is not there: give the path of your parley.yaml, as in "npx parley apply parley.yaml".`,
    ),

  versionUnknown: (revision: string) =>
    say(
      'VERSION_UNKNOWN',
      `No version, or more than one, goes by "${revision}": "npx parley keywords history" lists them.`,
    ),

  senderUnknown: (sender: string, known: readonly string[]) =>
    say(
      'SENDER_UNKNOWN',
      known.length === 0
        ? `No sender ${sender} is configured, as there is none: "npx parley apply" brings them.`
        : `No sender ${sender} is configured; there is ${known.join(', ')}.`,
    ),

  programUnknown: (program: string, sender: string, known: readonly string[]) =>
    say(
      'PROGRAM_UNKNOWN',
      known.length === 0
        ? `The sender ${sender} has no program at all: leave --about away.`
        : `The sender ${sender} has no program "${program}"; there is ${known.join(', ')}.`,
    ),

  configDiffers: (parley: string, what: string) =>
    say(
      'CONFIG_DIFFERS',
      `What is to be played needs ${parley}, and the running platform differs from it in ${what}: apply it by "npx parley apply ${parley}", or start with "--file ${parley}".`,
    ),

  nothingToPlay: (file: string, wanted: string, names: readonly string[]) =>
    say('NOTHING_TO_PLAY', `${file} has no conversation ${wanted}; there is ${names.join(', ')}.`),

  timeFixed: () =>
    say(
      'TIME_FIXED',
      'In this conversation time passes, and the running platform keeps to the clock: start it anew by "npm start", which lets its time be moved.',
    ),

  poolUnknown: (pool: string, known: readonly string[]) =>
    say(
      'POOL_UNKNOWN',
      known.length === 0
        ? `No flow draws from a pool "${pool}", nor from any other: name it in a coupon step and apply that by "npx parley apply" first.`
        : `No flow draws from a pool "${pool}"${didYouMean(pool, known) || `; there is ${known.join(', ')}.`} A new one is named in a coupon step, and applied by "npx parley apply", first.`,
    ),

  poolInUse: (pool: string) =>
    say(
      'POOL_IN_USE',
      `The pool ${pool} has codes of its own, and they are not touched: play this on a platform with other data, as by "npx parley start --data-dir .parley/play".`,
    ),

  interrupted: () =>
    say(
      'INTERRUPTED',
      'The start was interrupted and everything it had started is stopped: start again when you like.',
    ),

  noSuchFile: (file: string) => say('FILE_MISSING', `${file} is not there: give the path of a file.`),

  noSuchText: (id: string) =>
    say('MT_MISSING', `No text ${id} has come to the dispatcher: its id is that of its mt.requested event.`),

  notUnknown: (id: string, status: string) =>
    say('MT_NOT_UNKNOWN', `The text ${id} is ${status}: only what is unknown can be resolved.`),

  webhookUnknown: (name: string, known: readonly string[]) =>
    say(
      'WEBHOOK_UNKNOWN',
      known.length === 0
        ? `No webhook "${name}" is applied, as there is none: "npx parley apply" brings them.`
        : `No webhook "${name}" is applied${didYouMean(name, known) || `; there is ${known.join(', ')}.`}`,
    ),

  webhookDisabled: (name: string) =>
    say(
      'WEBHOOK_DISABLED',
      `${name} is disabled, so nothing is sent to it: "npx parley webhooks enable ${name}" first.`,
    ),

  webhookLate: (name: string) =>
    say(
      'WEBHOOK_LATE',
      `The console did not try ${name} in time: is it running, and has its log more to say?`,
    ),

  usage: (sentence: string) => say('USAGE', sentence),
} as const;

import type { ConsentRequested, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { normalizeNumber } from '@parley/sms';
import { lacksDisclosure } from '../../../apps/subscriptions/src/domain/disclosure.rule.js';
import { commandOfRequest } from '../../../apps/subscriptions/src/domain/request.command.js';

/** The columns of a consent file, by their header names. Only `number` is needed where the rest is given for all. */
export const CONSENT_COLUMNS = [
  'number',
  'sender',
  'program',
  'action',
  'disclosure',
  'disclosure_version',
  'requested_at',
] as const;

export type ConsentColumn = (typeof CONSENT_COLUMNS)[number];
export type ConsentRow = Readonly<Partial<Record<ConsentColumn, string>>>;

/** What stands for a column that the file does not have. */
export interface RowDefaults {
  readonly sender?: string | undefined;
  readonly program?: string | undefined;
  readonly action?: string | undefined;
}

export interface KnownConfig {
  readonly senders: ReadonlyMap<string, Pick<SenderConfigured, 'country'>>;
  readonly programs: ReadonlyMap<string, Pick<ProgramConfigured, 'sender' | 'disclosureText'>>;
}

/** A row's request; without a time of its own it is as of now, which does not make it another request. */
export type RowReading =
  | { readonly ok: true; readonly request: ConsentRequested; readonly content: string }
  | { readonly ok: false; readonly code: RowFault; readonly message: string };

export type RowFault =
  | 'ROW_MALFORMED'
  | 'ROW_DUPLICATE'
  | 'NUMBER_MISSING'
  | 'NUMBER_MALFORMED'
  | 'NUMBER_COUNTRY_UNKNOWN'
  | 'NUMBER_LENGTH_IMPOSSIBLE'
  | 'SENDER_MISSING'
  | 'SENDER_UNKNOWN'
  | 'PROGRAM_MISSING'
  | 'PROGRAM_UNKNOWN'
  | 'ACTION_UNKNOWN'
  | 'DISCLOSURE_INCOMPLETE'
  | 'DISCLOSURE_MISSING'
  | 'TIME_MALFORMED';

const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;

/** What a row of a consent file asks for. Pure; the messages never hold the number. */
export function readConsentRow(
  row: ConsentRow,
  defaults: RowDefaults,
  config: KnownConfig,
  nowMs: number,
): RowReading {
  const given = (column: ConsentColumn): string | undefined => row[column]?.trim() || undefined;
  const sender = given('sender') ?? defaults.sender;
  if (sender === undefined) return fault('SENDER_MISSING', 'no sender; add a column or give --sender');
  const known = config.senders.get(sender);
  if (known === undefined) return fault('SENDER_UNKNOWN', 'no such sender is configured');
  const raw = given('number');
  if (raw === undefined) return fault('NUMBER_MISSING', 'the number is missing');
  const number = normalizeNumber(raw, known.country);
  if (!number.ok) return fault(number.code, number.message);
  const action = (given('action') ?? defaults.action ?? 'opt_in').toLowerCase().replace(/[ -]/g, '_');
  if (action !== 'opt_in' && action !== 'opt_out') return fault('ACTION_UNKNOWN', 'write opt_in or opt_out');
  const program = given('program') ?? defaults.program;
  if (program === undefined && action === 'opt_in') {
    return fault('PROGRAM_MISSING', 'no program; add a column or give --program');
  }
  const declared = program === undefined ? undefined : config.programs.get(program);
  if (program !== undefined && declared?.sender !== sender) {
    return fault('PROGRAM_UNKNOWN', 'the sender has no such program');
  }
  const [text, version] = [given('disclosure'), given('disclosure_version')];
  if ((text === undefined) !== (version === undefined)) {
    return fault('DISCLOSURE_INCOMPLETE', 'give both the disclosure and its version, or neither');
  }
  const at = given('requested_at');
  const atMs = at === undefined ? nowMs : TIME.test(at) ? Date.parse(at) : Number.NaN;
  // Nobody agreed to texts before 1970, and a time before the year 1 fits no event.
  if (Number.isNaN(atMs) || atMs < 0 || atMs > nowMs) {
    return fault('TIME_MALFORMED', 'write a time that has been, as 2026-11-20T15:00:00Z');
  }
  const request: ConsentRequested = {
    subscriber: number.e164,
    sender,
    ...(program !== undefined && { program }),
    action,
    source: 'import',
    ...(text !== undefined && version !== undefined && { disclosure: { text, version } }),
    requestedAt: new Date(atMs).toISOString(),
  };
  if (declared !== undefined && lacksDisclosure(commandOfRequest(request), declared)) {
    return fault(
      'DISCLOSURE_MISSING',
      'give the disclosure and its version, or the program its disclosureText',
    );
  }
  const when = at === undefined ? '' : request.requestedAt;
  const content = JSON.stringify([number.e164, sender, program, action, text, version, when]);
  return { ok: true, request, content };
}

function fault(code: RowFault, message: string): RowReading {
  return { ok: false, code, message };
}

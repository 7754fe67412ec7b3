import { z } from 'zod';
import { CarrierAccountError, type CarrierAccount } from '../carrier.port.js';
import type { BindName } from './pdu.js';

const octet = z.coerce.number().int().min(0).max(255);
const seconds = (fallback: number) => z.coerce.number().min(0.05).max(3_600).default(fallback);
const spelling = z.enum(['text', 'hex', 'decimal']).default('text');

/** What an account at an SMSC may set, all of it as texts; docs/smpp.md says what each is for. */
const smppSettings = z.strictObject({
  bind: z.enum(['transmitter', 'receiver', 'transceiver']).optional(),
  binds: z.coerce.number().int().min(1).max(16).default(1),
  window: z.coerce.number().int().min(1).max(1_000).default(10),
  systemType: z.string().max(12).default(''),
  addressRange: z.string().max(40).default(''),
  serviceType: z.string().max(5).default(''),
  responseSeconds: seconds(10),
  enquireSeconds: seconds(30),
  connectSeconds: seconds(5),
  tlsCa: z.string().optional(),
  alphabet: z.enum(['gsm7', 'gsm7-packed', 'latin1']).default('gsm7'),
  longTexts: z.enum(['udh', 'sar', 'payload']).default('udh'),
  validity: z.enum(['relative', 'absolute', 'none']).default('relative'),
  receipts: z.enum(['final', 'all', 'none']).default('final'),
  receiptNames: z.enum(['subscriber', 'sender']).default('subscriber'),
  idsInAnswers: spelling,
  idsInReceipts: spelling,
  idsInTlvs: z.enum(['text', 'hex', 'decimal']).optional(),
  numbers: z.enum(['by-ton', 'international']).default('by-ton'),
  moRepeatSeconds: z.coerce.number().min(0).max(86_400).default(20),
  moIdTlv: z
    .string()
    .regex(/^0x[0-9a-f]{1,4}$/i)
    .transform((tag) => Number.parseInt(tag, 16))
    .optional(),
  sourceTon: octet.optional(),
  sourceNpi: octet.optional(),
  destTon: octet.optional(),
  destNpi: octet.optional(),
});

export type SmppSettings = z.output<typeof smppSettings>;

/** An account at an SMSC, read and checked. */
export interface SmppAccount extends SmppSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
}

/** A setting of an account that cannot be meant. */
export class CarrierSettingError extends Error {
  readonly code = 'CARRIER_SETTING_INVALID';

  constructor(carrier: string, problem: string) {
    super(`The account at carrier "${carrier}" has a setting that cannot be used: ${problem}; correct it.`);
    this.name = 'CarrierSettingError';
  }
}

/**
 * Reads an account: `baseUrl` as `smpp://host:2775` or `smpps://host:3550`, `accountId` the system_id, `token` the
 * password.
 *
 * @throws CarrierAccountError, CarrierSettingError
 */
export function smppAccount(account: CarrierAccount): SmppAccount {
  const { baseUrl, accountId: systemId, token: password } = account;
  if (!baseUrl) throw new CarrierAccountError('smpp', 'baseUrl');
  if (!systemId) throw new CarrierAccountError('smpp', 'accountId');
  if (password === undefined) throw new CarrierAccountError('smpp', 'token');
  if (systemId.length > 15) throw new CarrierSettingError('smpp', 'accountId has more than 15 characters');
  if (password.length > 8) throw new CarrierSettingError('smpp', 'token has more than 8 characters');
  const parsed = smppSettings.safeParse(account.settings ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CarrierSettingError('smpp', `settings.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  return { ...addressOf(baseUrl), systemId, password, ...parsed.data };
}

function addressOf(baseUrl: string): Pick<SmppAccount, 'host' | 'port' | 'tls'> {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const tls = url?.protocol === 'smpps:';
  if (url === undefined || url.hostname === '' || (!tls && url.protocol !== 'smpp:')) {
    throw new CarrierSettingError('smpp', 'baseUrl must be smpp://host:port, or smpps://host:port for TLS');
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: url.port === '' ? (tls ? 3550 : 2775) : Number(url.port), tls };
}

/** The bind that an account asks for; what only sends binds as a transmitter, what only hears as a receiver. */
export function bindOf(account: SmppAccount, side: 'sender' | 'receiver'): BindName {
  const bind = account.bind ?? (side === 'sender' ? 'transmitter' : 'receiver');
  if (bind === (side === 'sender' ? 'receiver' : 'transmitter')) {
    throw new CarrierSettingError('smpp', `settings.bind: a ${bind} is of no use to a ${side}`);
  }
  return `bind_${bind}`;
}

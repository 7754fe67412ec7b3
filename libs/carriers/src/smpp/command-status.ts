import { errorTable, type CarrierErrorCode } from '../carrier-errors.js';

/** The command statuses that are named in code (SMPP 3.4 §5.1.3). */
export const ESME = {
  ROK: 0x00,
  RINVMSGLEN: 0x01,
  RINVCMDLEN: 0x02,
  RINVCMDID: 0x03,
  RINVBNDSTS: 0x04,
  RALYBND: 0x05,
  RSYSERR: 0x08,
  RINVDSTADR: 0x0b,
  RBINDFAIL: 0x0d,
  RINVPASWD: 0x0e,
  RINVSYSID: 0x0f,
  RMSGQFUL: 0x14,
  RSUBMITFAIL: 0x45,
  RTHROTTLED: 0x58,
  /** The ESME cannot take it for now: the SMSC should send it again. */
  RX_T_APPN: 0x64,
  /** The ESME will never take it. */
  RX_P_APPN: 0x65,
  RINVOPTPARSTREAM: 0xc0,
  RUNKNOWNERR: 0xff,
} as const;

/**
 * SMPP 3.4 §5.1.3 in Parley's words, for what answers a submit_sm. A status that is not zero says that the text
 * was not taken; only RSYSERR and RUNKNOWNERR say that the SMSC itself does not know what it did. RTHROTTLED and
 * RMSGQFUL both mean "not now".
 */
export const smppErrors = errorTable([
  ['TEXT_INVALID', 0x01],
  ['MISCONFIGURED', 0x02, 0x03, 0x04, 0x06, 0x07, 0x15, 0x43, 0x53, 0x61, 0x62, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4],
  ['SERVER_ERROR', ESME.RSYSERR, ESME.RUNKNOWNERR],
  ['INVALID_SENDER', 0x0a, 0x48, 0x49],
  ['INVALID_NUMBER', ESME.RINVDSTADR, 0x50, 0x51],
  ['UNAUTHORISED', ESME.RBINDFAIL, ESME.RINVPASWD, ESME.RINVSYSID],
  ['THROTTLED', ESME.RTHROTTLED, ESME.RMSGQFUL],
  ['CARRIER_DOWN', ESME.RX_T_APPN],
  ['REFUSED', ESME.RSUBMITFAIL, ESME.RX_P_APPN, 0x66],
  ['UNREACHABLE', 0xfe],
]);

/** Parley's word for a status that refuses a submit_sm; vendors' own statuses (0x400 and above) are refusals. */
export function errorOfStatus(status: number): CarrierErrorCode {
  return smppErrors.get(String(status)) ?? 'REFUSED';
}

/** A status as people look it up, e.g. `0x58`. */
export function statusName(status: number): string {
  return `0x${status.toString(16).padStart(2, '0')}`;
}

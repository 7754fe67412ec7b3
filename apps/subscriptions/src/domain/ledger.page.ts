import type { ConsentSource, ConsentStateName } from '@parley/contracts';
import type { ConsentEntry, ConsentRule } from './consent.entry.js';

/** The entries of one command, numbered on from where the ledger ends. */
export class LedgerPage {
  readonly entries: ConsentEntry[] = [];

  constructor(
    private version: number,
    private readonly sender: string,
    private readonly source: ConsentSource,
    private readonly at: number,
  ) {}

  add(program: string, from: ConsentStateName, to: ConsentStateName, rule: ConsentRule): void {
    const { sender, source, at } = this;
    this.entries.push({ version: ++this.version, sender, program, from, to, rule, source, at });
  }

  /** Asked for; to be confirmed before `expiresAt` (ms since the epoch). */
  addPending(program: string, from: ConsentStateName, expiresAt: number): void {
    const { sender, source, at } = this;
    const version = ++this.version;
    const rule = 'subscribe/double';
    this.entries.push({ version, sender, program, from, to: 'pending', rule, source, at, expiresAt });
  }

  /** Too young; nobody is asked again before `until` (ms since the epoch). */
  addUnderAge(program: string, until: number): void {
    const { sender, source, at } = this;
    const version = ++this.version;
    const rule = 'age/under';
    this.entries.push({
      version,
      sender,
      program,
      from: 'pending',
      to: 'out',
      rule,
      source,
      at,
      expiresAt: until,
    });
  }

  /** Nobody confirmed in time. */
  addExpiry(program: string, to: ConsentStateName): void {
    const { sender, at } = this;
    const version = ++this.version;
    const rule = 'confirm/expired';
    this.entries.push({ version, sender, program, from: 'pending', to, rule, source: 'expiry', at });
  }
}

import { resolve } from 'node:path';
import type { CommandContext } from '../commands/command-context.js';
import { proveConsent, type ConsentProof } from '../consent/prove.js';
import { sealedTextsOf, type SealedTexts } from '../consent/sealed-texts.js';
import { e164Of } from '../phone/number.js';
import type { House } from '../platform/house-database.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { readPerson, type PersonSections } from './person.reader.pg.js';
import { rowOpenerOf, type RowOpener } from './sealed-columns.js';

export interface ExportOptions {
  readonly json?: boolean;
  readonly dataDir: string;
}

/** All that the platform's tables hold about a number. */
export interface PersonExport {
  readonly subscriber: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  /** How they stand, by what words, and every change with the chain that proves it. */
  readonly consent: Omit<ConsentProof, 'subscriber'>;
  /** By section, as docs/retention.md names their tables. */
  readonly kept: PersonSections;
}

/** What is known of a person; without `texts` and `open` what is sealed stays so. @param number in E.164 */
export async function personExport(
  house: House,
  number: string,
  now: Date,
  texts?: SealedTexts,
  open?: RowOpener,
): Promise<PersonExport> {
  const [{ subscriber, ...consent }, kept] = await Promise.all([
    proveConsent(house, number, texts),
    readPerson(house, number, open),
  ]);
  return { subscriber, exportedAt: now.toISOString(), consent, kept };
}

/** `parley person export <number>`: a summary, and with --json the document. */
export async function exportPerson(
  { terminal, environment }: CommandContext,
  number: string,
  { json, dataDir }: ExportOptions,
): Promise<void> {
  const platform = await RunningPlatform.find(resolve(dataDir), environment);
  const subscriber = e164Of(number);
  const texts = await sealedTextsOf(platform, subscriber, platform.keyring);
  const open = await rowOpenerOf(platform, subscriber, platform.keyring);
  const exported = await personExport(platform, subscriber, new Date(), texts, open);
  if (json) return terminal.print(JSON.stringify(exported, null, 2));
  const sections = { ledger: exported.consent.ledger, ...exported.kept };
  const held = Object.entries(sections).filter(([, rows]) => rows.length > 0);
  if (held.length === 0) return terminal.print(`Nothing is kept about ${exported.subscriber}.`);
  terminal.print(`${exported.subscriber}: what is kept, in rows. The document itself: --json > person.json`);
  for (const [section, rows] of held) terminal.print(`  ${section.padEnd(24)} ${rows.length}`);
}

import type { ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { ConversationIds } from '@parley/messaging';
import { DataKeys, KeyringWrapper } from '@parley/vault';
import { PgConsentStore } from '../../apps/subscriptions/src/consent.store.pg.js';
import type { StoredConsents } from '../../apps/subscriptions/src/consent.store.js';
import { takeTurn } from '../../apps/subscriptions/src/consent.turn.js';
import type { ConsentCommand } from '../../apps/subscriptions/src/domain/consent.command.js';
import type { LedgerEntry } from '../../apps/subscriptions/src/domain/ledger.entry.js';
import { onHouseDatabase, type House } from '../../tools/parley/platform/house-database.js';

const PEOPLE_A_BATCH = 250;
const FIRST_PHONE = 2_000_000_000;
const BEGIN = Date.parse('2026-11-20T15:00:00.000Z');
const CAUSE = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';

const sender: SenderConfigured = {
  sender: '12345',
  revision: 'r1',
  carrier: 'simulator',
  tenant: 'default',
  brand: 'Warm Sweaters',
  country: 'US',
  segmentsPerSecond: 100,
  helpText: 'Warm Sweaters: help at 1-800-555-0100.',
};

const programs = ['sweater-club', 'news'].map((program): ProgramConfigured => ({
  program,
  revision: 'r1',
  sender: sender.sender,
  name: program,
  optIn: program === 'news' ? 'single' : 'double',
  confirmWords: ['yes', 'y'],
  confirmWithinDays: 30,
  promptText:
    'Warm Sweaters: reply YES to get up to 4 msgs/month from the Sweater Club. Msg & data rates may apply. HELP for help, STOP to stop.',
  welcomeText: 'Warm Sweaters: you are in! Up to 4 msgs/month. HELP for help, STOP to stop.',
  goodbyeText: 'Warm Sweaters: you are unsubscribed and get no more messages.',
}));

const keyword = { sender: sender.sender, source: 'keyword' } as const;
/** Half of the people join and stay (2 entries); the others join more, leave all of it and come back (7). */
const STAYS: readonly (readonly [string, ConsentCommand])[] = [
  ['Join', { kind: 'subscribe', program: 'sweater-club', ...keyword }],
  ['Yes please 🧶', { kind: 'confirm', ...keyword }],
];
const LEAVES: typeof STAYS = [
  ...STAYS,
  ['News', { kind: 'subscribe', program: 'news', ...keyword }],
  ['Stop. Thank you', { kind: 'opt_out', ...keyword }],
  ['News', { kind: 'subscribe', program: 'news', ...keyword }],
];

/** Appends at least so many entries as the service does, batch by batch; how many it became. */
export function fillLedger(house: House, atLeast: number): Promise<number> {
  return onHouseDatabase(house, async (database) => {
    const keys = new DataKeys(database, KeyringWrapper.ofSecret(house.pepper));
    const store = new PgConsentStore(database, keys, new ConversationIds(house.pepper));
    let filled = 0;
    for (let person = 0; filled < atLeast;) {
      const changed = new Map<string, StoredConsents>();
      const entries: LedgerEntry[] = [];
      for (let i = 0; i < PEOPLE_A_BATCH; i++, person++) live(person, changed, entries);
      await store.load([...changed.keys()]);
      await database.commit(store.save(changed, entries));
      filled += entries.length;
    }
    return filled;
  });
}

/** Numbers come in no order, as people do. */
function live(person: number, changed: Map<string, StoredConsents>, entries: LedgerEntry[]): void {
  const subscriber = `+1${FIRST_PHONE + ((person * 7_919) % 10_000_019)}`;
  for (const [i, [text, command]] of (person % 2 === 0 ? STAYS : LEAVES).entries()) {
    const now = BEGIN + person * 1_000 + i * 3_600_000;
    const evidence = {
      subscriber,
      causeId: CAUSE,
      text,
      matchedRule: 'keyword/exact@r1',
      receivedAt: now - 7,
    };
    const turn = takeTurn(changed.get(subscriber), command, { sender, programs, now }, evidence);
    if (turn.state !== undefined) changed.set(subscriber, turn.state);
    entries.push(...(turn.records ?? []));
  }
}

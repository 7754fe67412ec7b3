import type { ProgramConfigured, SenderConfigured } from '@parley/contracts';
import type { ConsentCommand } from '../../apps/subscriptions/src/domain/consent.command.js';
import { apply, decide } from '../../apps/subscriptions/src/domain/consent.decide.js';
import { initialState } from '../../apps/subscriptions/src/domain/consent.state.js';
import type { DomainLoad } from './domain-load.js';

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

const programs = ['club', 'sale', 'news'].map((program): ProgramConfigured => ({
  program,
  revision: 'r1',
  sender: '12345',
  name: program,
  optIn: program === 'news' ? 'single' : 'double',
  confirmWords: ['yes', 'y'],
  confirmWithinDays: 30,
  promptText: 'Reply YES to join.',
  welcomeText: 'Welcome!',
  goodbyeText: 'Bye.',
}));

const disclosure = { text: 'I want news.', version: '2026-11' };

/** A life with a sender: joining, confirming, leaving, coming back; each decision on what the ones before it left. */
const LIFE: readonly ConsentCommand[] = [
  { kind: 'subscribe', sender: '12345', program: 'club', source: 'keyword' },
  { kind: 'confirm', sender: '12345', source: 'keyword' },
  { kind: 'subscribe', sender: '12345', program: 'club', source: 'keyword' },
  { kind: 'subscribe', sender: '12345', program: 'news', source: 'web_form', disclosure },
  { kind: 'opt_out', sender: '12345', program: 'news', source: 'keyword' },
  { kind: 'subscribe', sender: '12345', program: 'sale', source: 'keyword' },
  { kind: 'opt_out', sender: '12345', source: 'keyword' },
  { kind: 'opt_out', sender: '12345', source: 'keyword' },
  { kind: 'opt_in', sender: '12345', source: 'keyword' },
];

export function consentDecisions(): DomainLoad {
  const context = { sender, programs, now: Date.parse('2026-11-20T15:00:00.000Z') };
  return {
    things: 100 * LIFE.length,
    run: () => {
      for (let person = 0; person < 100; person++) {
        let consents = initialState;
        for (const command of LIFE) consents = apply(consents, '12345', decide(consents, command, context));
      }
    },
  };
}

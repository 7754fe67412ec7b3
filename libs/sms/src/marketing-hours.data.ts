import type { HoursRow } from './marketing-hours.js';

const MON_SAT = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const MON_FRI = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/**
 * When marketing may go, by the person's own clock. A region without rows has its country's, a country without rows
 * those of `*`. The nation's hours are those of 47 CFR 64.1200(c)(1); states with stricter telemarketing laws have rows
 * of their own. Laws change: `marketingHours` of a sender replaces the rows of a region.
 */
export const MARKETING_HOURS: readonly HoursRow[] = [
  { region: '*', from: '08:00', until: '21:00' },
  { region: 'US', from: '08:00', until: '21:00' },
  { region: 'US-AL', days: MON_SAT, from: '08:00', until: '21:00' },
  { region: 'US-CT', from: '09:00', until: '20:00' },
  { region: 'US-FL', from: '08:00', until: '20:00' },
  { region: 'US-LA', days: MON_SAT, from: '08:00', until: '21:00' },
  { region: 'US-MD', from: '08:00', until: '20:00' },
  { region: 'US-MS', days: MON_SAT, from: '08:00', until: '20:00' },
  { region: 'US-NJ', from: '08:00', until: '20:00' },
  { region: 'US-OK', from: '08:00', until: '20:00' },
  { region: 'US-OR', from: '08:00', until: '20:00' },
  { region: 'US-RI', days: MON_FRI, from: '09:00', until: '18:00' },
  { region: 'US-RI', days: ['sat', 'sun'], from: '10:00', until: '17:00' },
  { region: 'US-TX', days: MON_SAT, from: '08:00', until: '21:00' },
  { region: 'US-TX', days: ['sun'], from: '12:00', until: '21:00' },
];

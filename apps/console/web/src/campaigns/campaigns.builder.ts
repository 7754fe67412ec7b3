const at = (second: number): string => `2026-11-25T10:00:0${second}.000Z`;
const progress = {
  ...{
    audience: 10,
    left: 3,
    waiting: 1,
    deferred: 1,
    sent: 1,
    delivered: 2,
    refused: 1,
    failed: 1,
    unknown: 0,
  },
  reasons: [{ code: 'OPTED_OUT', texts: 1 }],
};
const campaign = {
  ...{ id: 'w1', campaign: 'autumn-wool', sender: '12345', program: 'club', text: 'New wool is in.' },
  ...{
    requestedAt: at(1),
    state: 'running',
    held: false,
    senderPaused: true,
    by: 'ann',
    queued: 6,
    refused: 1,
    left: 3,
    progress,
    goesOn: true,
  },
};
const day = (of: string, members: number) => ({ day: of, in: members, pending: 1, out: 0 });

/** What the back end says of one campaign, by address. */
export const campaignAnswers: Record<string, object> = {
  '/v1/campaigns/news': { campaigns: [campaign] },
  '/v1/campaigns/autumn-wool/news': {
    runs: [campaign],
    orders: [
      { eventId: 'o1', campaign: 'autumn-wool', order: 'start', by: 'ann', why: 'wool came', at: at(1) },
    ],
  },
  '/v1/programs': {
    programs: [
      {
        ...{ sender: '12345', program: 'club', name: 'Sweater Club', members: 1_234 },
        ...{ segmentsPerSecond: 10, smartEncoding: true },
      },
    ],
  },
  '/v1/campaigns/review': {
    findings: [{ severity: 'warning', code: 'STOP_NOT_SAID', message: 'It does not say how to end it.' }],
    ...{ text: 'New wool is in.', replaced: [], count: { encoding: 'gsm7', segments: 1, units: 15 } },
    ...{ people: 2, segments: 2, takesS: 0.2, segmentsPerSecond: 10, maxPerDay: 1 },
    list: {
      ...{ numbers: 3, repeated: 1, refused: 1 },
      firstRefused: [{ line: 2, written: 'nobody', code: 'NUMBER_MALFORMED', message: 'Not a number.' }],
      memberships: [
        { state: 'in', people: 2 },
        { state: 'out', people: 1 },
      ],
    },
    hours: { open: [{ people: 2, regions: ['US-NY'], opensAt: at(1), closesAt: at(9) }], never: 0 },
  },
  '/v1/campaigns': { campaign: 'autumn-wool', people: 2 },
  '/v1/campaigns/autumn-wool/orders': { campaign: 'autumn-wool', order: 'pause' },
  '/v1/programs/growth': {
    programs: [{ sender: '12345', program: 'club', days: [day('2026-11-24', 5), day('2026-11-25', 8)] }],
  },
};

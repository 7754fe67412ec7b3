import { listening, loseAnswers, says, sendBroken, tellConsole, textsOnly, untilConsole } from './people.js';
import type { RunningStage, Stage } from './stage.js';

interface CampaignPage {
  readonly runs: readonly { state: string; progress: { delivered: number } }[];
}

const DAY_MS = 86_400_000;
/** How many join the Sock News by day, and how many leave, from so many days ago on. */
const JOINED = [2, 1, 0, 3, 2, 1, 4, 2, 0, 1, 3, 5, 2, 1, 2, 0, 3, 2, 4, 1, 2, 3, 1, 2];
const LEFT = [0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1, 0, 0];

/** What the pages show: people who join and leave, ask, are handed to a person; campaigns; and what went wrong. */
export async function playExample(stage: Stage): Promise<void> {
  const members = ['+12125550101', '+12125550102'];
  await Promise.all(members.map((number) => says(stage, number, '67890', 'NEWS')));
  await goneWrong(stage);
  await campaigns(stage);
  await talking(stage);
}

/** Weeks before the example, in which a program grows. */
export async function playWeeksBefore(stage: RunningStage): Promise<void> {
  const members: string[] = [];
  for (const [day, joined] of JOINED.entries()) {
    stage.moveTo(JOINED.length - day);
    const leaving = members.splice(0, LEFT[day]);
    const joining = Array.from({ length: joined }, (_, n) => `+1212555${1000 + day * 10 + n}`);
    members.push(...joining);
    await Promise.all([
      ...joining.map((number) => says(stage, number, '67890', 'NEWS')),
      ...leaving.map((number) => says(stage, number, '67890', 'STOP')),
    ]);
  }
  stage.moveTo(0);
}

async function talking(stage: Stage): Promise<void> {
  await Promise.all([
    says(stage, '+14155550102', '12345', 'JOIN', 'YES', 'DISCOUNT'),
    says(stage, '+14155550103', '12345', 'JOIN', 'YES', 'STOP'),
    says(stage, '+14155550104', '12345', 'SIZE', 'huge', 'M', 'red'),
    says(stage, '+14155550105', '12345', 'HELP'),
    says(stage, '+14155550106', '67890', 'Hours?'),
    says(stage, '+14155550107', '54321', 'ORDER 4711'),
  ]);
  await says(stage, '+14155550108', '12345', 'My sweater has a hole. Can you mend it?');
  await says(stage, '+14155550101', '12345', 'DISCOUNT');
}

async function campaigns(stage: Stage): Promise<void> {
  const draft = { sender: '67890', program: 'sock-news' };
  const wool = 'Warm Socks: the merino socks are back, 20% off till Sunday. Reply STOP to end.';
  await tellConsole(stage, '/v1/campaigns', {
    ...{ ...draft, campaign: 'merino-is-back', text: wool, why: 'the wool came in' },
  });
  await untilConsole<CampaignPage>(
    stage,
    '/v1/campaigns/merino-is-back',
    ({ runs: [run] }) => run?.state === 'done',
  );
  const later = 'Warm Socks: one week to go, order by Friday to have them in time. Reply STOP to end.';
  await tellConsole(stage, '/v1/campaigns', {
    ...{ ...draft, campaign: 'last-orders', text: later, why: 'before the holidays' },
    sendAfter: new Date(Date.now() + 3 * DAY_MS).toISOString(),
  });
  await untilConsole<CampaignPage>(
    stage,
    '/v1/campaigns/last-orders',
    ({ runs: [run] }) => run?.state === 'waits',
  );
}

/** Texts that were not delivered, whose outcome nobody knows, and that nobody could read. */
async function goneWrong(stage: Stage): Promise<void> {
  await textsOnly(stage, '+15005550021', '12345', 'DISCOUNT');
  const heard = await listening(stage, '+14155550109');
  await loseAnswers(stage, async () => {
    await textsOnly(stage, '+14155550109', '54321', 'ORDER 4712');
    await heard('on the needles');
  });
  await untilConsole<{ texts: readonly object[] }>(stage, '/v1/unknowns', ({ texts }) => texts.length > 0);
  await sendBroken(stage, '+14155550110', 'DISCOUNT');
}

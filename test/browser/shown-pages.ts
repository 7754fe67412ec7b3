import type { ConsoleTab } from './console-tab.js';

/** A page of the console with what the played example left on it. */
export interface ShownPage {
  /** Also the name of its pictures. */
  readonly name: string;
  readonly route: string;
  /** Waits until all of it is there. */
  ready(tab: ConsoleTab): Promise<void>;
}

/** A page that is whole once something is there. */
const shown = (name: string, route: string, selector: string, words?: string): ShownPage => ({
  ...{ name, route },
  ready: (tab) => tab.page.locator(selector, { hasText: words }).first().waitFor(),
});

/** Opens the row of a list that says so, and waits for what is behind it. */
const behind = (name: string, route: string, words: string, selector: string): ShownPage => ({
  ...{ name, route },
  ready: async (tab) => {
    await tab.page.locator('main li a, main th a', { hasText: words }).first().click();
    await tab.page.locator(selector).first().waitFor();
  },
});

/** Every page, and what is behind its lists and tabs. */
export const pages: readonly ShownPage[] = [
  shown('overview', '', 'main:has([data-list] a):has(.pulse.on) .tiles'),
  {
    name: 'phone',
    route: 'phone',
    ready: async (tab) => {
      const phones = tab.page.locator('section.phone');
      if ((await phones.count()) === 1) await tab.button('Add a phone').click();
      await phones.nth(0).getByRole('button', { name: 'DISCOUNT' }).click();
      await phones.nth(1).getByRole('button', { name: 'SIZE' }).click();
      for (const place of [0, 1]) await phones.nth(place).locator('.bubble:last-child.theirs').waitFor();
      await phones.nth(1).getByLabel('Text', { exact: true }).fill('M, please ❄');
    },
  },
  shown('conversations', 'conversations', '[data-list] a'),
  behind('conversation', 'conversations', '+14155550104', '.waterfall .service.dispatcher'),
  behind('case', 'conversations', '+14155550108', 'section[aria-label=Answer]'),
  shown('campaigns', 'campaigns', '.campaigns li', 'last-orders'),
  behind('campaign', 'campaigns', 'merino-is-back', '.legend'),
  {
    name: 'new-campaign',
    route: 'campaigns/*new',
    ready: async (tab) => {
      await tab.choice('Sender').selectOption('67890');
      await tab.field('Name').fill('cold-feet');
      await tab.field('Text').fill('Cold feet? Two pairs for one till Sunday. Reply STOP to end.');
      await tab.page.locator('.preview', { hasText: 'segments for' }).waitFor();
    },
  },
  shown('consent', 'consent', '.line-plot'),
  shown('ledger', 'consent/%2B14155550103', '.verdict.good'),
  shown('senders', 'senders', '.plot svg'),
  {
    name: 'keywords',
    route: 'keywords',
    ready: async (tab) => {
      await tab.page.locator('.cm-content').waitFor();
      await tab.field('What a person texts').fill('sweaters!');
      await tab.page.locator('.card .facts', { hasText: 'sweater-club' }).waitFor();
    },
  },
  shown('flows', 'keywords/flows', 'svg a.step', 'human'),
  shown('history', 'keywords/history', '.ledger li'),
  shown('trouble', 'trouble', '[data-list] a'),
  shown('repairs', 'repairs', 'tbody th a'),
  behind('letter', 'repairs', 'parley.mo.received', 'pre.bytes'),
  shown('unknowns', 'repairs/unknowns', 'tbody th a'),
  shown('parked', 'repairs/parked', '.empty'),
  shown('audit', 'audit', 'tbody tr'),
];

import type { Surroundings } from './surroundings.js';

/** A page as the navigation knows it. */
export interface PageEntry {
  readonly name: string;
  readonly title: string;
  /** After `g`. */
  readonly key: string;
  /** An icon's path in 24 × 24. */
  readonly icon: string;
  /** Who lacks it is not led there. */
  readonly needs: Surroundings['may'][number];
}

export const pages: readonly PageEntry[] = [
  {
    name: '',
    title: 'Overview',
    key: 'o',
    icon: 'M4 13h6V4H4zm0 7h6v-5H4zm10 0h6v-9h-6zm0-16v5h6V4z',
    needs: 'operations:read',
  },
  {
    name: 'phone',
    title: 'Phone',
    key: 'p',
    icon: 'M8 2h8a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm0 3v12h8V5zm3 14h2v1h-2z',
    needs: 'phone:write',
  },
  {
    name: 'conversations',
    title: 'Conversations',
    key: 'c',
    icon: 'M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zm3 4v2h10V8zm0 4v2h7v-2z',
    needs: 'conversations:read',
  },
  {
    name: 'campaigns',
    title: 'Campaigns',
    key: 'm',
    icon: 'M3 9v6h4l9 5V4L7 9zm15-1.500v9a4.500 4.500 0 0 0 0-9zM6 16l1.500 5H10l-1.400-5z',
    needs: 'campaigns:read',
  },
  {
    name: 'consent',
    title: 'Consent',
    key: 't',
    icon: 'M12 2l8 3v6c0 5-3.400 9.400-8 11-4.600-1.600-8-6-8-11V5zm-1 13.500l6-6L15.600 8 11 12.600 8.900 10.500 7.500 12z',
    needs: 'consents:read',
  },
  {
    name: 'senders',
    title: 'Senders',
    key: 's',
    icon: 'M3 12a9 9 0 1 1 18 0 9 9 0 0 1-3 6.700l-1.300-1.500A7 7 0 1 0 5 12c0 2 .9 3.900 2.300 5.200L6 18.700A9 9 0 0 1 3 12zm8 1.500L16 8l-3 7a1.600 1.600 0 1 1-2-1.500z',
    needs: 'operations:read',
  },
  {
    name: 'keywords',
    title: 'Keywords',
    key: 'k',
    icon: 'M3 4h12v2H3zm0 5h18v2H3zm0 5h9v2H3zm0 5h6v2H3zm12-2l2 2 4.500-4.500 1.500 1.500-6 6-3.500-3.500z',
    needs: 'operations:read',
  },
  {
    name: 'trouble',
    title: 'Trouble',
    key: 'x',
    icon: 'M12 3l10 18H2zm-1 7v5h2v-5zm0 7v2h2v-2z',
    needs: 'operations:read',
  },
  {
    name: 'repairs',
    title: 'Repairs',
    key: 'd',
    icon: 'M21 7.200l-4 4-4.200-4.200 4-4a6 6 0 0 0-7.400 8L3 17.400V21h3.600l6.400-6.400a6 6 0 0 0 8-7.400z',
    needs: 'operations:read',
  },
  {
    name: 'audit',
    title: 'Audit',
    key: 'a',
    icon: 'M5 2h10l4 4v16H5zm3 7v2h8V9zm0 4v2h8v-2zm0 4v2h5v-2z',
    needs: 'audit:see',
  },
];

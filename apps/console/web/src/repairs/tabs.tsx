import { Tabs } from '../parts.js';
import { useSurroundings } from '../surroundings.js';

const TABS = [
  { rest: '', title: 'Dead letters', needs: 'letters:see' },
  { rest: 'unknowns', title: 'Unknown outcomes', needs: 'operations:read' },
  { rest: 'parked', title: 'Set aside', needs: 'operations:read' },
] as const;

/** The way between the kinds of what has to be mended. */
export function RepairTabs({ here }: { here: (typeof TABS)[number]['rest'] }) {
  const { may } = useSurroundings();
  const tabs = TABS.filter(({ needs }) => may.includes(needs));
  return <Tabs page="repairs" tabs={tabs} here={here} label="What has to be mended" />;
}

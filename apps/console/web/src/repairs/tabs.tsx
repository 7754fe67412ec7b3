import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';

const TABS = [
  { rest: '', label: 'Dead letters', needs: 'letters:see' },
  { rest: 'unknowns', label: 'Unknown outcomes', needs: 'operations:read' },
  { rest: 'parked', label: 'Set aside', needs: 'operations:read' },
] as const;

/** The way between the kinds of what has to be mended. */
export function Tabs({ here }: { here: (typeof TABS)[number]['rest'] }) {
  const { may } = useSurroundings();
  return (
    <nav class="tabs" aria-label="What has to be mended">
      {TABS.filter(({ needs }) => may.includes(needs)).map(({ rest, label }) => (
        <a key={rest} href={hrefOf('repairs', rest)} aria-current={rest === here ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');
const forms = [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)];
const colours = new Map(forms.map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]));

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

// WCAG 2.2: 4.5 for text (1.4.3), 3 for what marks a control or is part of a figure (1.4.11).
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['text', ['ground', 'surface', 'sunken']],
  ['quiet', ['ground', 'surface', 'sunken']],
  ['accent', ['ground', 'surface', 'sunken']],
  ['on-accent', ['accent']],
  ['on-mine', ['mine']],
  ['good', ['good-ground', 'surface']],
  ['bad', ['bad-ground', 'surface']],
  ['warn', ['warn-ground']],
  ['info', ['info-ground']],
];
const MARKS = ['edge', 'ingest', 'router', 'subscriptions', 'dispatcher'].map(
  (mark) => [mark, ['surface']] as const,
);

const pairs = (wanted: readonly (readonly [string, readonly string[]])[], least: number) =>
  wanted.flatMap(([front, grounds]) =>
    grounds.flatMap((ground) => (['light', 'dark'] as const).map((form) => ({ front, ground, form, least }))),
  );

describe('the colours', () => {
  it.each([...pairs(TEXT, 4.5), ...pairs(MARKS, 3)])(
    '$front on $ground, $form: at least $least',
    ({ front, ground, form, least }) => {
      expect(contrast(colours.get(front)![form], colours.get(ground)![form])).toBeGreaterThanOrEqual(least);
    },
  );
});

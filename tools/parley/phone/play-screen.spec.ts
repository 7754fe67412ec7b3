import pc from 'picocolors';
import type { Expectation, Says } from '../../conversations/conversation.js';
import { headingOf, PlayScreen } from './play-screen.js';

const colors = pc.createColors(false);
const nothing: Expectation = { hears: [], refused: [], published: [], notPublished: [] };
const says = (expects: Partial<Expectation>): Says => ({
  kind: 'says',
  line: 7,
  phone: 'ann',
  sender: '12345',
  text: 'JOIN',
  expects: { ...nothing, ...expects },
});

function screen() {
  const lines: string[] = [];
  let enters = 0;
  const shown = new PlayScreen({ colors, print: (line = '') => void lines.push(line) }, async () => {
    enters += 1;
  });
  return { shown, lines, enters: () => enters };
}

describe('a conversation that is played by hand', () => {
  it('is headed by its name and place', () => {
    const heading = headingOf(
      {
        name: 'one',
        file: 'x.yaml',
        line: 3,
        parley: 'p',
        coupons: new Map(),
        phones: [],
        steps: [],
      },
      { colors, print: () => undefined },
    );
    expect(heading).toBe('one  x.yaml:3');
  });

  it('shows a step with what is expected of it before it begins, and waits for its turn', async () => {
    const { shown, lines, enters } = screen();
    await shown.begins(
      says({
        hears: ['Reply YES'],
        published: [{ event: 'consent.changed', data: { to: 'pending' } }],
        notPublished: ['mt.status'],
      }),
    );
    expect(lines).toEqual([
      '  ann → 12345  JOIN',
      '    expected  hears "Reply YES"',
      '    expected  consent.changed {"to":"pending"}',
      '    expected  no mt.status',
    ]);
    expect(enters()).toBe(1);
    await shown.begins({ kind: 'wait', line: 8, ms: 1, written: '+ 2 days' });
    expect(lines.at(-1)).toBe('  + 2 days');
    await shown.begins(says({}));
    expect(lines.at(-1)).toBe('    expected  silence');
  });

  it('shows what came, and how it differs', () => {
    const { shown, lines } = screen();
    const turn = says({ hears: ['Reply YES'] });
    shown.ended(turn, { heard: [{ sender: '12345', text: 'No' }], published: [] }, ['hears "Reply YES"']);
    expect(lines).toEqual(['    heard     No', '    ✗ hears "Reply YES"']);
    shown.ended(says({}), { heard: [], published: [] }, []);
    expect(lines.at(-1)).toBe('    heard     (silence)');
  });
});

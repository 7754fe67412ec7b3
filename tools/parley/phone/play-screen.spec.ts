import pc from 'picocolors';
import type { Expectation, Says } from '../../conversations/conversation.js';
import { PlayScreen } from './play-screen.js';

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

function screen({ columns, hint }: { columns?: number; hint?: string } = {}) {
  const lines: string[] = [];
  const written: string[] = [];
  let enters = 0;
  const shown = new PlayScreen(
    {
      colors,
      columns,
      print: (line = '') => void lines.push(line),
      write: (text) => void written.push(text),
    },
    async () => {
      written.push('(waits)');
      enters += 1;
    },
    hint,
  );
  return { shown, lines, written, enters: () => enters };
}

describe('a conversation that is played by hand', () => {
  it('is headed by its name and place', () => {
    const { shown, lines } = screen();
    const conversation = {
      name: 'one',
      file: 'x.yaml',
      line: 3,
      parley: 'p',
      coupons: new Map<string, string[]>(),
    };
    shown.heading({ ...conversation, phones: [], steps: [] });
    expect(lines).toEqual(['', 'one', 'x.yaml:3']);
    shown.leftOut('it waits by the clock of the database');
    expect(lines.at(-1)).toBe('  Only in memory: it waits by the clock of the database');
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
      '    expected  consent.changed { to: pending }',
      '    expected  no mt.status',
    ]);
    expect(enters()).toBe(1);
    await shown.begins({ kind: 'wait', line: 8, ms: 1, written: '+ 2 days' });
    expect(lines.at(-1)).toBe('  + 2 days');
    await shown.begins(says({}));
    expect(lines.at(-1)).toBe('    expected  silence');
  });

  it('says that a step waits for Enter, and takes that away', async () => {
    const { shown, written } = screen({ hint: 'Enter' });
    await shown.begins(says({}));
    expect(written).toEqual(['    Enter', '(waits)', '\r\x1b[2K']);
  });

  it('shows what came', () => {
    const { shown, lines } = screen();
    const turn = says({ published: [{ event: 'mt.requested', data: {} }] });
    const published = [
      { event: 'mt.requested', data: {} },
      { event: 'mt.status', data: {} },
    ];
    shown.ended(turn, { heard: [{ sender: '12345', text: 'Reply YES' }], published });
    expect(lines).toEqual(['    heard     Reply YES', '    published mt.requested']);
    shown.ended(says({}), { heard: [{ sender: '99999', text: 'Hi' }], published: [] });
    expect(lines.at(-1)).toBe('    heard     99999 Hi');
    shown.ended(says({}), { heard: [], published: [] });
    expect(lines.at(-1)).toBe('    heard     (silence)');
    shown.ended(says({}), { heard: [], published: [], notTaken: 'SENDER_UNKNOWN' });
    expect(lines.at(-1)).toBe('    not taken SENDER_UNKNOWN');
  });

  it('ends as written, or with how and where it differs, said once', () => {
    const { shown, lines } = screen();
    shown.end(undefined);
    shown.end({ file: 'x.yaml', line: 7, differences: ['hears "Reply YES", and heard nothing'] });
    expect(lines).toEqual([
      '  ✓ as written',
      '    ✗ hears "Reply YES", and heard nothing',
      '  ✗ not as written: x.yaml:7',
    ]);
  });

  it('keeps its columns in a narrow window, and below texts of several lines', () => {
    const { shown, lines } = screen({ columns: 40 });
    shown.ended(says({}), {
      heard: [{ sender: '12345', text: 'Which size do you want to have?\n1 small\n2 large' }],
      published: [],
    });
    expect(lines).toEqual([
      '    heard     Which size do you want to',
      '              have?',
      '              1 small',
      '              2 large',
    ]);
  });
});

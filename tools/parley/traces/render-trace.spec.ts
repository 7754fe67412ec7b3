import { createColors } from 'picocolors';
import { span, traceTrees } from '@parley/traces';
import { renderTrace } from './render-trace.js';

const render = (...spans: ReturnType<typeof span>[]): string[] =>
  renderTrace(traceTrees(spans)[0]!, createColors(false));

describe('a printed trace', () => {
  it('is a tree with a line per span: when it began, how long it took, what it says', () => {
    const lines = render(
      span('POST /mo', undefined, 1_000_000, { durationUs: 12_000 }),
      span('send', 'POST /mo', 1_002_000, { name: 'send parley.mo.received.v1', durationUs: 3_000 }),
      span('process', 'send', 1_007_500, {
        name: 'process parley.mo.received.v1',
        service: 'keyword-router',
        durationUs: 4_300,
        attributes: {
          'parley.intent': 'reply',
          'parley.rule': 'keyword/exact',
          'messaging.message.id': 'unsaid',
        },
      }),
      span('other', 'POST /mo', 1_003_000),
    );
    expect(lines).toEqual([
      'trace t1  12.0 ms, 4 spans',
      'POST /mo                 ingest            +0.0   12.0 ms',
      '├ send mo.received       ingest            +2.0    3.0 ms',
      '│ └ process mo.received  keyword-router    +7.5    4.3 ms  waited 2.5 ms, reply, keyword/exact',
      '└ other                  ingest            +3.0    0.0 ms',
    ]);
  });

  it('says first why it was slow, where it was', () => {
    const slow = span('submit simulator', undefined, 0, { service: 'dispatcher', durationUs: 3_000_000 });
    expect(render(slow)).toEqual([
      'trace t1  3000.0 ms, 1 span',
      'Slow because the carrier simulator took 3.0 s to answer.',
      'submit simulator  dispatcher    +0.0 3000.0 ms',
    ]);
  });

  it('stays readable where something took hours', () => {
    const lines = render(
      span('campaign', undefined, 0, { service: 'dispatcher' }),
      span('night', 'campaign', 16_800_000, { service: 'dispatcher', durationUs: 27_000_000_000 }),
    );
    expect(lines.at(-1)).toBe('└ night   dispatcher +16.8 s     7.5 h  waited 16.8 s');
  });

  it('does not count as waiting what an elder sibling did', () => {
    const lines = render(
      span('parent', undefined, 0, { durationUs: 1_000 }),
      span('slot', 'parent', 1_000, { durationUs: 50_000 }),
      span('submit', 'parent', 51_000, { durationUs: 1_000 }),
    );
    expect(lines.join('\n')).not.toContain('waited');
  });

  it('shows what failed in red, with its code', () => {
    const failed = span('submit', undefined, 0, { failed: true, attributes: { 'error.type': 'TIMEOUT' } });
    const [, line] = renderTrace(traceTrees([failed])[0]!, createColors(true));
    expect(line).toContain('\u001b[31msubmit');
    expect(line).toContain('TIMEOUT');
  });
});

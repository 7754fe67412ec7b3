import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { carriers } from '@parley/carriers';
import { configApplied } from '@parley/contracts';
import { applyParleyFile, type ConfigPort } from './apply-parley-file.js';
import type { ConfigEvent } from './config-events.js';
import type { ConfigSnapshot } from './config-snapshot.js';
import { ParleyFileError } from './problem.js';

const EXAMPLE = readFileSync(join(__dirname, '../../../parley.yaml'), 'utf8');

/** The config topics, in memory: the last record of each key. */
class KeptConfig implements ConfigPort {
  readonly published: ConfigEvent[] = [];
  reads = 0;

  current(): Promise<ConfigSnapshot> {
    this.reads += 1;
    const of = (noun: string) =>
      new Map(
        this.published.filter(({ event }) => event.topic.includes(noun)).map(({ key, data }) => [key, data]),
      ) as unknown as ReadonlyMap<string, never>;
    return Promise.resolve({
      senders: of('sender'),
      programs: of('program'),
      keywords: of('keyword'),
      preferences: of('preference'),
      flows: of('flow'),
      webhooks: of('webhook'),
    });
  }

  publish(events: readonly ConfigEvent[]): Promise<void> {
    this.published.push(...events);
    return Promise.resolve();
  }
}

describe('applyParleyFile', () => {
  it('publishes what changed, and nothing the second time', async () => {
    const port = new KeptConfig();
    const first = await applyParleyFile(EXAMPLE, 'parley.yaml', port, { revision: 'r1' });
    expect(first).toMatchObject({ published: true, revision: 'r1' });
    expect(port.published.map(({ key }) => key)).toEqual([
      '12345',
      'sweater-club',
      '12345/DISCOUNT',
      '12345/JOIN',
      'r1',
    ]);
    expect(port.published.at(-1)).toMatchObject({
      event: configApplied,
      data: { revision: 'r1', file: 'parley.yaml', text: EXAMPLE, changes: { length: 4 } },
    });

    const second = await applyParleyFile(EXAMPLE, 'parley.yaml', port);
    expect(second).toMatchObject({ published: false, changes: [] });
    expect(port.published).toHaveLength(5);
  });

  it('publishes only what differs', async () => {
    const port = new KeptConfig();
    await applyParleyFile(EXAMPLE, 'parley.yaml', port);
    await applyParleyFile(EXAMPLE.replace('WARM30', 'WARM40'), 'parley.yaml', port, { revision: 'r2' });
    expect(port.published.slice(5)).toMatchObject([
      { key: '12345/DISCOUNT', data: { revision: 'r2' } },
      { key: 'r2', data: { changes: [{ action: 'change', kind: 'keyword', key: '12345/DISCOUNT' }] } },
    ]);
  });

  it('publishes nothing in a dry run', async () => {
    const port = new KeptConfig();
    const applied = await applyParleyFile(EXAMPLE, 'parley.yaml', port, { dryRun: true });
    expect(applied.changes).toHaveLength(4);
    expect(applied.published).toBe(false);
    expect(port.published).toEqual([]);
  });

  it('makes a revision that sorts by time and names the text', async () => {
    const { revision } = await applyParleyFile(EXAMPLE, 'parley.yaml', new KeptConfig(), { dryRun: true });
    expect(revision).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z-[0-9a-f]{8}$/);
  });

  it('touches nothing when anything is wrong, and tells every problem with its place', async () => {
    const port = new KeptConfig();
    const bad = EXAMPLE.replace('version: 1', 'version: 2').replace('carrier: simulator', 'carrier: nobody');
    const refusal = await applyParleyFile(bad, 'parley.yaml', port).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ParleyFileError);
    expect(refusal).toMatchObject({ code: 'PARLEY_FILE_INVALID' });
    expect((refusal as Error).message.split('\n')).toEqual([
      'parley.yaml:5:10 VERSION_UNSUPPORTED Version 2 of this format is not known; write "version: 1".',
      `parley.yaml:10:14 CARRIER_UNKNOWN Parley speaks with no carrier "nobody"; it knows ${Object.keys(carriers).join(', ')}.`,
    ]);
    expect(port.reads).toBe(0);
    expect(port.published).toEqual([]);
  });
});

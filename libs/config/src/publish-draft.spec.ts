import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configApplied, type ConfigApplied } from '@parley/contracts';
import type { ConfigEvent } from './config-events.js';
import type { ConfigSnapshot } from './config-snapshot.js';
import { publishDraft, type VersionedConfigPort } from './publish-draft.js';

const TEXT = readFileSync(join(__dirname, '../../../parley.yaml'), 'utf8');
const dearer = TEXT.replace('WARM30', 'WARM40');

/** The config topics, in memory. */
class KeptVersions implements VersionedConfigPort {
  readonly kept: ConfigApplied[] = [];
  private standing: Record<string, Map<string, unknown>> = {};

  async current(): Promise<ConfigSnapshot> {
    const of = (noun: string) => this.standing[noun] ?? new Map<string, never>();
    return {
      ...{ senders: of('sender'), programs: of('program'), keywords: of('keyword') },
      ...{ preferences: of('preference'), flows: of('flow'), webhooks: of('webhook') },
    } as unknown as ConfigSnapshot;
  }

  async versions(): Promise<ConfigApplied[]> {
    return [...this.kept];
  }

  async publish(events: readonly ConfigEvent[]): Promise<void> {
    for (const { event, key, data } of events) {
      if (event === configApplied) this.kept.push(data as unknown as ConfigApplied);
      else (this.standing[/config\.(\w+)/.exec(event.topic)![1]!] ??= new Map()).set(key, data);
    }
  }
}

const draft = (text: string, base?: string) => ({ text, base, by: 'kim', reason: 'the sale begins' });

describe('a draft', () => {
  let port: KeptVersions;
  beforeEach(async () => {
    port = new KeptVersions();
    await publishDraft(draft(TEXT), port);
  });

  it('becomes what stands, and is kept with who and why', async () => {
    const [first] = port.kept;
    const applied = await publishDraft(draft(dearer, first!.revision), port);
    expect(applied).toMatchObject({
      published: true,
      changes: [{ key: '12345/DISCOUNT', action: 'change' }],
    });
    expect(port.kept.at(-1)).toMatchObject({
      ...{
        revision: applied.revision,
        text: dearer,
        file: 'parley.yaml',
        by: 'kim',
        reason: 'the sale begins',
      },
      changes: [{ action: 'change', kind: 'keyword', key: '12345/DISCOUNT' }],
    });
  });

  it.each([
    ['a version before the last', 'first'],
    ['no version', 'none'],
    ['one that never was', 'other'],
  ])('that began from %s is refused, with what was changed since', async (_, base) => {
    const [first] = port.kept;
    await publishDraft(draft(dearer, first!.revision), port);
    const revision = { first: first!.revision, none: undefined, other: 'r0' }[base];
    const late = publishDraft(draft(TEXT.replace('WARM30', 'WARM50'), revision), port);
    await expect(late).rejects.toMatchObject({
      code: 'BASE_OUTDATED',
      latest: { by: 'kim', reason: 'the sale begins' },
    });
    if (base === 'first')
      await expect(late).rejects.toMatchObject({ changes: [{ key: '12345/DISCOUNT', action: 'change' }] });
    expect(port.kept).toHaveLength(2);
  });

  it('with a problem changes nothing', async () => {
    const [first] = port.kept;
    const wrong = publishDraft(draft(TEXT.replace("sender: '12345'", "sender: '99'"), first!.revision), port);
    await expect(wrong).rejects.toMatchObject({ code: 'PARLEY_FILE_INVALID' });
    expect(port.kept).toHaveLength(1);
  });

  it('that is an older version brings that back as a new one', async () => {
    const [first] = port.kept;
    const second = await publishDraft(draft(dearer, first!.revision), port);
    await publishDraft(draft(first!.text, second.revision), port);
    expect(port.kept.map(({ text }) => text)).toEqual([TEXT, dearer, TEXT]);
  });
});

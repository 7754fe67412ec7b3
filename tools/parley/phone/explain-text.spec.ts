import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configEvents } from '../../parley-config/config-events.js';
import { parseParleyFile } from '../../parley-config/parse-parley-file.js';
import { plan } from '../../parley-config/plan.js';
import { ConfigDirectory } from '@parley/messaging';
import { projectRoot } from '../platform/project-root.js';
import { explainText } from './explain-text.js';

describe('what a text would mean', () => {
  const directory = new ConfigDirectory();

  beforeAll(() => {
    const parsed = parseParleyFile(readFileSync(join(projectRoot(), 'parley.yaml'), 'utf8'), 'parley.yaml');
    if (!parsed.ok) throw new Error('parley.yaml is not right');
    const nothing = {
      senders: new Map(),
      programs: new Map(),
      preferences: new Map(),
      keywords: new Map(),
      flows: new Map(),
    };
    for (const { event, key, data } of configEvents(plan(nothing, parsed.declared), 'k1')) {
      directory.apply(event.topic, key, data);
    }
  });

  it('is said with its rule and its word', () => {
    expect(explainText('stop pls', '12345', directory)).toEqual([
      'opt_out, reaches the sender',
      expect.stringMatching(/^ {2}by compliance\/opt-out-in-company \(version .+\), which knows "stop"$/),
      '  compared as "stop pls"',
    ]);
  });

  it('names a keyword, its program and its alias', () => {
    expect(explainText('Sweaters', '12345', directory)).toEqual([
      'subscribe sweater-club, keyword JOIN',
      '  by keyword/alias (version k1), which knows "SWEATERS"',
      '  compared as "sweaters"',
    ]);
  });

  it('says what nobody understands, and a sender that is not ours', () => {
    expect(explainText('hm', '12345', directory)[1]).toContain('by none/not-understood');
    expect(explainText('stop', '99999', directory)).toEqual([
      'handoff',
      expect.stringContaining('by none/unknown-sender'),
      '  compared as "stop"',
      expect.stringContaining('else opt_out by compliance/opt-out, which knows "stop"'),
    ]);
  });
});

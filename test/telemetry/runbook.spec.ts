import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { exercises } from './faults.js';
import { panelOf } from './panel-curves.js';

const runbook = readFileSync(join(projectRoot(), 'docs/runbooks/find-the-slow-reply.md'), 'utf8');
const rows = runbook
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the runbook of the slow reply', () => {
  it.each(exercises)('names what shows $fault: the curve, and what the console says', (exercise) => {
    const { dashboard, title, curve } = exercise.panel;
    const row = rows.find(([, , , shown]) => shown?.includes(`**${title}**: \`${curve}\``));
    expect(row?.[3]).toContain(`_${dashboard}_`);
    const [said] = /`([^`]*)`/.exec(row![4]!)!.slice(1);
    expect(said!.replace('…', 'waited 2.0 s to try again.')).toMatch(exercise.inConversation);
  });

  it('names panels that there are', () => {
    const named = rows.flatMap(([, , , shown = '']) => {
      const [, dashboard] = /_(\w+)_/.exec(shown)!;
      return [...shown.matchAll(/\*\*(.+?)\*\*/g)].map(([, title]) => panelOf(dashboard!, title!).title);
    });
    expect(named.length).toBeGreaterThan(rows.length - 1);
  });
});

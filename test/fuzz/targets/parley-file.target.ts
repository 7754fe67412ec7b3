import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configEvents, parseParleyFile, plan } from '@parley/config';
import { encodeEvent } from '@parley/messaging';
import { parse } from 'yaml';
import { projectRoot } from '../../../tools/parley/platform/project-root.js';
import type { Random } from '../../faults/random.js';
import { ACCEPTED, NoReasonError, refusedWith, type FuzzTarget } from '../fuzz-target.js';
import { mutateBytes, randomBytes } from '../mutations/bytes.mutation.js';
import { mutateJson } from '../mutations/json.mutation.js';
import { mutateLines } from '../mutations/yaml.mutation.js';

/** A parley.yaml as it is read from its file. */
export interface ParleyFileInput {
  readonly text: string;
}

const EXAMPLES = ['parley.yaml', 'bench/*.yaml', 'test/faults/*.yaml', 'test/conversations/*/*.parley.yaml'];
/** Characters. Of the example's lines most say the same as those of the small ones, and cost more. */
const SMALL = 1_300;
const LONGEST = 100_000;
const NOTHING = {
  senders: new Map(),
  programs: new Map(),
  preferences: new Map(),
  keywords: new Map(),
  flows: new Map(),
  webhooks: new Map(),
};

/** What `parley apply` reads: every refusal has a place, and what is taken can be published. */
export function parleyFileTarget(): FuzzTarget<ParleyFileInput> {
  const texts = globSync(EXAMPLES, { cwd: projectRoot() })
    .sort()
    .map((file) => readFileSync(join(projectRoot(), file), 'utf8'));
  const small = texts.filter(({ length }) => length < SMALL);
  const dataOf = new Map(texts.map((text) => [text, parse(text) as unknown]));
  return {
    name: 'parley.yaml',
    draw: (random) => {
      const text = random.pick(random.next() < 0.15 ? texts : small);
      return { text: changed(text, dataOf.get(text), small, random).slice(0, LONGEST) };
    },
    feed: ({ text }) => {
      const parsed = parseParleyFile(text, 'parley.yaml');
      if (!parsed.ok) {
        const [first] = parsed.problems;
        if (first === undefined) throw new NoReasonError(parsed);
        for (const problem of parsed.problems) {
          refusedWith(problem);
          if (!(problem.line >= 1 && problem.column >= 1)) throw new NoReasonError(problem);
        }
        return refusedWith(first);
      }
      const attributes = { id: 'x', source: 'x', timeMs: 0, key: 'x', conversationId: 'x', traceparent: 'x' };
      for (const { event, data } of configEvents(plan(NOTHING, parsed.declared), 'a revision')) {
        encodeEvent(event, data, attributes);
      }
      return ACCEPTED;
    },
  };
}

function changed(text: string, data: unknown, others: readonly string[], random: Random): string {
  const chance = random.next();
  if (chance < 0.02) return randomBytes(random).toString('utf8');
  // JSON is YAML too: what is changed by its structure is read like any other file.
  if (chance < 0.5) return mutateJson(data, random);
  if (chance < 0.85) return mutateLines(text, random, others);
  return mutateBytes(Buffer.from(text), random, [Buffer.from(random.pick(others))]).toString('utf8');
}

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatProblem, parseParleyFile, YamlSource, type ConfigSnapshot } from '@parley/config';
import { conversationFile, type WrittenStep } from './conversation-file.schema.js';
import { ConversationFileError, type ConversationProblem } from './conversation-problem.js';
import type { Conversation } from './conversation.js';
import { poolProblem } from './pool-problem.js';
import { readStep } from './read-step.js';
import { shapeProblem } from './shape-problems.js';

/** Conversations with the configuration that holds for them. */
export interface Golden {
  readonly conversations: readonly Conversation[];
  /** Path of the parley.yaml. */
  readonly parley: string;
  readonly declared: ConfigSnapshot;
}

/**
 * Reads a file of golden conversations and the parley.yaml that it names.
 *
 * @param file its path, as problems name it
 * @param text what is written there; read when absent
 * @throws ConversationFileError with every problem, each with its line
 */
export function readConversations(file: string, text = readFileSync(file, 'utf8')): Golden {
  const source = new YamlSource(text);
  const { data, problems: unreadable } = source.read();
  if (unreadable.length > 0) {
    throw new ConversationFileError(
      unreadable.map(({ line, message }) => ({ file, line, code: 'YAML_INVALID', message })),
    );
  }
  const lineOf = (path: readonly (string | number)[]): number => source.position(path, 'key').line;
  const shape = conversationFile.safeParse(data);
  if (!shape.success) {
    throw new ConversationFileError(
      shape.error.issues
        .flatMap(shapeProblem)
        .map(({ path, ...rest }) => ({ file, line: lineOf(path), ...rest })),
    );
  }
  const parley = join(dirname(file), shape.data.parley);
  const declared = readParley(parley, (message) => {
    throw new ConversationFileError([
      { file, line: lineOf(['parley']), code: 'PARLEY_FILE_INVALID', message },
    ]);
  });

  const problems: ConversationProblem[] = [];
  const pools = new Set<string>();
  const conversations = shape.data.conversations.map((written, index): Conversation => {
    const at = ['conversations', index];
    const phones = new Set<string>();
    const sender = written.sender ?? onlySender(declared);
    const steps = written.steps.flatMap((step: WrittenStep, place) => {
      const line = source.position([...at, 'steps', place], 'value').line;
      const read = readStep(step, { line, sender, declared });
      if ('code' in read) {
        problems.push({ file, line, ...read });
        return [];
      }
      if (read.kind !== 'wait') phones.add(read.phone);
      return [read];
    });
    const coupons = new Map(Object.entries(written.coupons ?? {}));
    for (const pool of coupons.keys()) {
      const wrong = poolProblem(pool, pools, declared);
      if (wrong) problems.push({ file, line: lineOf([...at, 'coupons', pool]), ...wrong });
      pools.add(pool);
    }
    const { name, onlyInMemory } = written;
    const line = lineOf([...at, 'name']);
    return { name, file, line, parley, onlyInMemory, coupons, phones: [...phones], steps };
  });
  if (problems.length > 0) throw new ConversationFileError(problems);
  return { conversations, parley, declared };
}

function readParley(path: string, refuse: (message: string) => never): ConfigSnapshot {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return refuse(`There is no ${path}; correct the path, which begins at this file.`);
  }
  const parsed = parseParleyFile(text, path);
  return parsed.ok ? parsed.declared : refuse(parsed.problems.map(formatProblem).join('\n'));
}

function onlySender({ senders }: ConfigSnapshot): string | undefined {
  return senders.size === 1 ? [...senders.keys()][0] : undefined;
}

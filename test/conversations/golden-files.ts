import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { readConversations, type Golden } from '../../tools/conversations/read-conversations.js';

const HERE = join(projectRoot(), 'test', 'conversations');

/** All golden conversations: `<area>/*.yaml` of this folder, by file. Throws ConversationFileError. */
export function goldenFiles(): ReadonlyMap<string, Golden> {
  const areas = readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = areas.flatMap(({ name: area }) =>
    readdirSync(join(HERE, area))
      .filter((name) => name.endsWith('.yaml') && !name.endsWith('.parley.yaml'))
      .map((name) => relative(process.cwd(), join(HERE, area, name))),
  );
  return new Map(files.sort().map((file) => [file, readConversations(file)]));
}

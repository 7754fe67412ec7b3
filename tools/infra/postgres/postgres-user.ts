import { stat } from 'node:fs/promises';
import { failure } from '../infrastructure.error.js';
import { runTool, type SystemUser } from '../process/detached-process.js';
import { lastWords } from '../process/log-tail.js';

const NAME = 'postgres';

/**
 * Whom PostgreSQL runs as. Not root, it refuses that: as root we use the owner of the data that is there, else the
 * system user `postgres`, which is made if missing. As anyone else it runs as us (undefined).
 *
 * @throws InfrastructureError INFRA_POSTGRES_USER
 */
export async function postgresUser(data: string): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(data).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp()) ?? (await create());
}

/** Whether that user may read and enter the folder, or read and run the program. */
export async function canUse(user: SystemUser, path: string): Promise<boolean> {
  const { code } = await runTool({
    command: '/bin/sh',
    args: ['-c', 'test -r "$1" && test -x "$1"', 'sh', path],
    environment: {},
    cwd: '/',
    user,
  });
  return code === 0;
}

async function lookUp(): Promise<SystemUser | undefined> {
  const [uid, gid] = await Promise.all([ask('-u'), ask('-g')]);
  return uid !== undefined && uid !== 0 && gid !== undefined ? { uid, gid } : undefined;
}

async function ask(option: '-u' | '-g'): Promise<number | undefined> {
  const { code, output } = await runTool({ command: 'id', args: [option, NAME] });
  return code === 0 && /^\d+$/.test(output.trim()) ? Number(output) : undefined;
}

async function create(): Promise<SystemUser> {
  let why = 'the new user is not to be found';
  let cause: unknown;
  try {
    const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME];
    const { code, output } = await runTool({ command: 'useradd', args });
    if (code !== 0) why = lastWords(output);
  } catch (error) {
    why = 'useradd can not be run';
    cause = error;
  }
  const user = await lookUp();
  if (user === undefined) throw failure.postgresUser(why, cause);
  return user;
}

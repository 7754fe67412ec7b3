import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../infrastructure.error.js';
import { lastWords } from '../process/log-tail.js';
import { runTool } from '../process/detached-process.js';

const POM = join('tools', 'infra', 'kafka', 'pom.xml');

/** The pinned pom.xml: compiled code finds it in the sources, which lie above it. */
export function pomFile(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, POM);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) throw new Error(`${POM} is not in this installation`);
  }
}

/** The version of Kafka that the pom.xml pins, which is the version of the container image too. */
export function kafkaVersion(): string {
  const version = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)</.exec(
    readFileSync(pomFile(), 'utf8'),
  )?.[1];
  if (version === undefined) throw new Error(`${POM} names no version of Kafka`);
  return version;
}

/** Where the jars of this very pom.xml lie once fetched: another pom.xml means another folder. */
export function jarsFolder(dataDir: string): string {
  const hash = createHash('sha256').update(readFileSync(pomFile())).digest('hex').slice(0, 12);
  return join(dataDir, 'kafka', `jars-${hash}`);
}

export function jarsAreThere(dataDir: string): boolean {
  return existsSync(jarsFolder(dataDir));
}

/**
 * Fetches Kafka's jars by Maven. They come into a folder beside, renamed when all are there, so that a folder of jars
 * is always a whole one.
 *
 * @returns the folder of jars
 * @throws InfrastructureError INFRA_KAFKA_JARS
 */
export async function fetchJars(
  dataDir: string,
  environment: NodeJS.ProcessEnv | undefined,
  signal: AbortSignal,
): Promise<string> {
  const folder = jarsFolder(dataDir);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const { code, output } = await runTool({
    ...maven([
      '-B',
      '-q',
      ...['-f', pomFile()],
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${partial}`,
    ]),
    environment,
    signal,
  });
  if (code !== 0) {
    await rm(partial, { recursive: true, force: true });
    throw failure.kafkaJars(mavenReason(output));
  }
  await rename(partial, folder);
  return folder;
}

/** Maven as a command; on Windows it is a batch file, which only the shell can run. */
export function maven(args: readonly string[]): { command: string; args: readonly string[] } {
  return process.platform === 'win32'
    ? { command: 'cmd.exe', args: ['/d', '/s', '/c', 'mvn', ...args] }
    : { command: 'mvn', args };
}

// Maven says why in its first [ERROR] line, and how to ask it for more in those after it.
function mavenReason(output: string): string {
  const first = output.split('\n').find((line) => line.startsWith('[ERROR]')) ?? output;
  return lastWords(first.replace(/^\[ERROR\]\s*/, '').replace(/\s*->\s*\[Help \d+\]/, ''));
}

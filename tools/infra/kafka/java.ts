import { join } from 'node:path';
import { runTool } from '../process/detached-process.js';
import type { Environment } from '../source-choice.js';

export interface Java {
  command: string;
  /** Feature release, as 17 or 21. */
  release: number;
}

/** The Java that Kafka runs on: of JAVA_HOME when there is one, else the first on the PATH. */
export async function findJava(
  environment: Environment,
  inherited: NodeJS.ProcessEnv | undefined,
): Promise<Java | undefined> {
  const home = environment.JAVA_HOME?.trim();
  for (const command of [...(home ? [join(home, 'bin', 'java')] : []), 'java']) {
    try {
      const { output } = await runTool({ command, args: ['-version'], environment: inherited });
      const release = javaRelease(output);
      if (release !== undefined) return { command, release };
    } catch {
      // Not to be run: the next one is tried.
    }
  }
  return undefined;
}

/** The feature release in what `java -version` prints: `version "17.0.15"` is 17, `version "1.8.0_402"` is 8. */
export function javaRelease(output: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  if (first === undefined) return undefined;
  return first === '1' && second !== undefined ? Number(second) : Number(first);
}

/**
 * A small heap for one node on a machine that it shares, and the quick compiler alone: the optimising one takes more
 * CPU in the first minutes than its code gives back (measured over 20,000 conversations: 0.67 → 0.32 ms each).
 */
export const JAVA_OPTIONS: readonly string[] = [
  '-Xms256m',
  '-Xmx384m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-XX:-UsePerfData',
  '-Djava.awt.headless=true',
  '-Dlog4j2.disable.jmx=true',
];

/**
 * Keeps an archive of the classes loaded, where Java can (from 19): written at the first stop, renewed by Java itself
 * when it or the jars change, and worth a second at every later start.
 */
export function classArchiveOptions(release: number, file: string): string[] {
  return release >= 19 ? ['-XX:+AutoCreateSharedArchive', `-XX:SharedArchiveFile=${file}`] : [];
}

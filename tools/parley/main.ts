import { join } from 'node:path';
import { environment } from './environment.js';
import { projectRoot } from './platform/project-root.js';
import { createProgram } from './program.js';
import { describeFailure } from './terminal/describe-failure.js';
import { terminal } from './terminal/terminal.js';

/** Runs the command of these arguments (`process.argv`) and sets the exit code: 0, or 1 with a sentence that says why. */
export async function main(argv: readonly string[]): Promise<void> {
  // Whoever reads our output may have read enough: `parley trace … | head`.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  const root = projectRoot();
  const context = { terminal, environment, root, dataDir: join(root, '.parley') };
  try {
    await createProgram(context).parseAsync(argv as string[]);
  } catch (error) {
    terminal.note(describeFailure(error, environment.PARLEY_DEBUG !== undefined));
    process.exitCode = 1;
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

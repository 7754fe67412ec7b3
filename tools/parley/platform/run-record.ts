import { startOf } from '../../infra/process/process-identity.js';
import { removeRunFile, writeRunFile, type RunFile } from './run-file.js';
import type { Secrets } from './secrets.js';

/** Keeps the run file of this process's platform. */
export class RunRecord {
  private writing: Promise<void> = Promise.resolve();
  private readonly startedAt = new Date().toISOString();

  constructor(
    private readonly dataDir: string,
    private readonly secrets: Secrets,
  ) {}

  /** One after the other: the last call's words stand at the end. */
  write(now: Partial<Omit<RunFile, 'pid' | 'start' | 'startedAt' | 'secrets'>>): Promise<void> {
    return (this.writing = this.writing.then(async () => {
      await writeRunFile(this.dataDir, {
        pid: process.pid,
        start: await startOf(process.pid),
        startedAt: this.startedAt,
        ready: now.ready ?? false,
        kafkaBrokers: now.kafkaBrokers,
        databaseUrl: now.databaseUrl,
        simulatorUrl: now.simulatorUrl,
        clockFile: now.clockFile,
        services: now.services ?? {},
        secrets: this.secrets,
      });
    }));
  }

  async remove(): Promise<void> {
    await this.writing.catch(() => undefined);
    await removeRunFile(this.dataDir);
  }
}

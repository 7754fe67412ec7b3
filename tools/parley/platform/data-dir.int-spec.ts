import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, startOf } from '../../infra/process/process-identity.js';
import { Platform } from '../platform.js';
import { clearLeftovers } from './data-dir.js';
import { portsThatAreFree } from './ports.js';
import { readRunFile, readRunning, writeRunFile, type RunFile } from './run-file.js';
import { secretsOf } from './secrets.js';

/** Above every limit of process ids: nothing runs under it. */
const NOBODY = 2 ** 30;

describe('the data folder', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'parley-data-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const run = async (more: Partial<RunFile>): Promise<void> =>
    writeRunFile(dataDir, {
      pid: NOBODY,
      ready: true,
      startedAt: new Date().toISOString(),
      services: {},
      secrets: await secretsOf(dataDir, {}),
      ...more,
    });

  it('is refused while its starter lives', async () => {
    await run({ pid: process.pid, start: await startOf(process.pid) });
    expect(await readRunning(dataDir)).toMatchObject({ pid: process.pid });
    await expect(clearLeftovers(dataDir)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  });

  it('is free when its starter is gone, also where another process has its number', async () => {
    await run({ pid: process.pid, start: 'some other time' });
    expect(await readRunning(dataDir)).toBeUndefined();
    await clearLeftovers(dataDir);
    expect(await readRunFile(dataDir)).toBeUndefined();
  });

  it('is cleared of services that a killed start left running, and of nothing else', async () => {
    const main = join(dataDir, 'main.js');
    await writeFile(main, 'setInterval(() => undefined, 1000); console.log("up");');
    const left = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'ignore'] });
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], {
      stdio: 'ignore',
    });
    try {
      await once(left.stdout, 'data');
      const service = { url: 'http://127.0.0.1:1', log: '', main };
      await run({
        services: { ours: { ...service, pid: left.pid! }, theirs: { ...service, pid: stranger.pid! } },
      });
      await clearLeftovers(dataDir);
      expect(isAlive(left.pid!)).toBe(false);
      expect(isAlive(stranger.pid!)).toBe(true);
    } finally {
      left.kill('SIGKILL');
      stranger.kill('SIGKILL');
    }
  });

  it('keeps its secrets, for its owner alone', async () => {
    const made = await secretsOf(dataDir, {});
    expect(new Set(Object.values(made)).size).toBe(4);
    expect(await secretsOf(dataDir, {})).toEqual(made);
    expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect((await secretsOf(dataDir, { PARLEY_PEPPER: 'given by somebody' })).pepper).toBe(
      'given by somebody',
    );
  });

  it('is as before when a port is taken, and says which', async () => {
    const ports = await portsThatAreFree();
    const taken = await listening(ports.services.subscriptions);
    try {
      const starting = Platform.start({ dataDir, environment: {}, ports, progress: () => undefined });
      await expect(starting).rejects.toMatchObject({
        code: 'PORT_TAKEN',
        message: expect.stringContaining(
          `Port ${(taken.address() as AddressInfo).port}, meant for subscriptions`,
        ),
      });
      expect(await readRunFile(dataDir)).toBeUndefined();
    } finally {
      taken.close();
    }
  });
});

async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { encodingOf } from '@parley/carriers';
import { freePorts } from '../../tools/infra/infrastructure.js';
import { kannelConfiguration } from './kannel.conf.js';

/** A text that Kannel's service was told of. */
export interface Heard {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** Kannel's two processes with a service of ours behind them. */
export class Kannel {
  readonly heard: Heard[] = [];
  readonly receipts: string[] = [];
  private readonly processes: ChildProcess[] = [];
  private wake: () => void = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly sendPort: number,
  ) {
    server.on('request', (request, response) => {
      this.note(request.url ?? '');
      response.end();
      this.wake();
    });
  }

  /** @param programs the folder of bearerbox and smsbox · @param folder where configuration and logs go */
  static async start(programs: string, folder: string, smppUrl: string): Promise<Kannel> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const listener = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [adminPort, smsboxPort, sendPort] = (await freePorts(3)) as [number, number, number];
    const { hostname, port } = new URL(smppUrl);
    const smsc = { host: hostname, port: Number(port), systemId: 'parley', password: 'parley' };
    const file = join(folder, 'kannel.conf');
    await writeFile(file, kannelConfiguration({ smsc, adminPort, smsboxPort, sendPort, listener }));
    const kannel = new Kannel(server, sendPort);
    try {
      for (const [program, ready] of [
        ['bearerbox', smsboxPort],
        ['smsbox', sendPort],
      ] as const) {
        const log = openSync(join(folder, `${program}.log`), 'a');
        kannel.processes.push(spawn(join(programs, program), [file], { stdio: ['ignore', log, log] }));
        await answers(ready);
      }
    } catch (error) {
      await kannel.stop();
      throw error;
    }
    return kannel;
  }

  /** Sends a text as Kannel's customers do, and asks for its receipt. */
  async send(to: string, text: string): Promise<void> {
    const coding = encodingOf(text) === 'gsm7' ? '0' : '2';
    const receipt = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/receipt?status=%d&to=${encodeURIComponent(to)}`;
    const query = new URLSearchParams({
      username: 'compare',
      password: 'compare',
      from: '12345',
      to,
      text,
      coding,
    });
    query.set('charset', 'utf-8');
    query.set('dlr-mask', '3');
    query.set('dlr-url', receipt);
    const answer = await fetch(`http://127.0.0.1:${this.sendPort}/cgi-bin/sendsms?${query.toString()}`);
    if (answer.status !== 202) throw new Error(`Kannel answered ${answer.status}: ${await answer.text()}`);
  }

  /** Resolves when so many were heard. */
  async until(list: readonly unknown[], count: number): Promise<void> {
    while (list.length < count) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  async stop(): Promise<void> {
    for (const process of this.processes.reverse()) {
      if (process.exitCode !== null) continue;
      process.kill('SIGTERM');
      const limit = setTimeout(() => process.kill('SIGKILL'), 5_000);
      await once(process, 'exit');
      clearTimeout(limit);
    }
    this.server.closeAllConnections();
    this.server.close();
  }

  private note(url: string): void {
    const { pathname, searchParams } = new URL(url, 'http://listener');
    const of = (name: string): string => searchParams.get(name) ?? '';
    if (pathname === '/receipt') this.receipts.push(of('status'));
    if (pathname !== '/mo') return;
    // %b is the text in its own charset: UTF-8, or UTF-16BE where the coding is 2.
    const raw = /[?&]text=([^&]*)/.exec(url)?.[1] ?? '';
    const octets = percentDecoded(raw);
    const text = of('coding') === '2' ? octets.swap16().toString('utf16le') : octets.toString('utf8');
    this.heard.push({ from: of('from'), to: of('to'), text });
  }
}

function percentDecoded(value: string): Buffer {
  const octets: number[] = [];
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '%') {
      octets.push(Number.parseInt(value.slice(at + 1, at + 3), 16));
      at += 2;
    } else octets.push(value[at] === '+' ? 0x20 : value.charCodeAt(at));
  }
  return Buffer.from(octets);
}

/** Resolves when something listens on the port; throws after ten seconds. */
async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const listens = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (listens) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing listens on port ${port}; see Kannel's logs.`);
}

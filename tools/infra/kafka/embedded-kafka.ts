import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure } from '../infrastructure.error.js';
import { assertPortFree } from '../free-port.js';
import { runTool, startDetached, type DetachedProcess } from '../process/detached-process.js';
import { endProcess, type Request } from '../process/end-process.js';
import { lengthOf, writtenSince } from '../process/log-tail.js';
import { commandOf, isAlive } from '../process/process-identity.js';
import { waitUntil } from '../process/wait-until.js';
import { brokerIsReady } from './broker-answers.js';
import { brokerFailure } from './broker-failure.js';
import { classArchiveOptions, JAVA_OPTIONS, type Java } from './java.js';
import { log4jConfiguration, propertiesFile, serverProperties } from './server-properties.js';

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 120_000;
const STOP: readonly Request[] = [['SIGTERM', 20_000]];

export interface KafkaOptions {
  /** The data folder of the whole infrastructure: Kafka's is `kafka` in it. */
  dataDir: string;
  java: Java;
  /** Folder of Kafka's jars. */
  jars: string;
  ports: { kafka: number; kafkaController: number };
  environment: NodeJS.ProcessEnv | undefined;
  signal: AbortSignal;
  /** Further settings, which go over our own: listeners, an authorizer. */
  settings?: Readonly<Record<string, string>>;
  /** Further arguments of the format of a new data folder, such as `--add-scram` with its user. */
  format?: readonly string[];
}

export interface RunningBroker {
  address: string;
  pid: number;
  /** SIGTERM, and SIGKILL after 20 s. */
  stop(): Promise<void>;
}

/** The files of the embedded broker. */
export function kafkaFiles(dataDir: string) {
  const folder = join(dataDir, 'kafka');
  const logs = join(folder, 'logs');
  return {
    folder,
    logs,
    data: join(folder, 'data'),
    pid: join(folder, 'kafka.pid'),
    classes: join(folder, 'classes.jsa'),
    properties: join(folder, 'server.properties'),
    log4j: join(folder, 'log4j2.xml'),
    serverLog: join(logs, 'server.log'),
    console: join(logs, 'console.log'),
  };
}

/**
 * Starts Apache Kafka as a single KRaft node on its own data and waits until it is in service.
 *
 * @throws InfrastructureError with nothing left running
 */
export async function startEmbeddedKafka(o: KafkaOptions): Promise<RunningBroker> {
  const files = kafkaFiles(o.dataDir);
  await stopLeftoverKafka(o.dataDir);
  await assertPortFree('kafka', o.ports.kafka);
  await assertPortFree('kafkaController', o.ports.kafkaController);

  await mkdir(files.data, { recursive: true });
  await mkdir(files.logs, { recursive: true });
  const place = { port: o.ports.kafka, controllerPort: o.ports.kafkaController, data: files.data };
  await writeFile(files.properties, propertiesFile({ ...serverProperties(place), ...o.settings }));
  await writeFile(files.log4j, log4jConfiguration(files.logs));
  await formatOnce(o);

  const marks = { console: await lengthOf(files.console), server: await lengthOf(files.serverLog) };
  const broker = await startDetached({
    ...javaCommand(o, 'kafka.Kafka', [files.properties], classArchiveOptions(o.java.release, files.classes)),
    log: files.console,
    farewell: 'SIGTERM',
  });
  const stop = async () => {
    await endProcess(broker.pid, STOP);
    await rm(files.pid, { force: true });
  };
  try {
    await writeFile(files.pid, String(broker.pid));
    const outcome = await inService(broker, o);
    if (outcome === 'yes') return { address: `${HOST}:${o.ports.kafka}`, pid: broker.pid, stop };
    const words = [
      await writtenSince(files.serverLog, marks.server),
      await writtenSince(files.console, marks.console),
    ];
    if (outcome === 'late') words.push(`it was not in service after ${READY_WITHIN_MS / 1000} s`);
    throw brokerFailure(words.join('\n'), { ...place, log: files.serverLog });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends a broker that a killed start left running on this folder: known by its process id and its own command line. */
export async function stopLeftoverKafka(dataDir: string): Promise<void> {
  const files = kafkaFiles(dataDir);
  const pid = Number(await readFile(files.pid, 'utf8').catch(() => ''));
  if (pid > 1 && isAlive(pid) && (await commandOf(pid)).includes(files.properties))
    await endProcess(pid, STOP);
  await rm(files.pid, { force: true });
}

function inService(broker: DetachedProcess, o: KafkaOptions): Promise<'yes' | 'gone' | 'late'> {
  return waitUntil(() => brokerIsReady(HOST, o.ports.kafka), {
    everyMs: 50,
    withinMs: READY_WITHIN_MS,
    signal: o.signal,
    gone: broker.gone,
  });
}

// A data folder is formatted once; partitions without the file that formatting leaves are a folder come apart.
async function formatOnce(o: KafkaOptions): Promise<void> {
  const files = kafkaFiles(o.dataDir);
  if (existsSync(join(files.data, 'meta.properties'))) return;
  const partitions = (await readdir(files.data)).filter((name) => /-\d+$/.test(name));
  if (partitions.length > 0) throw failure.kafkaData(files.data, 'meta.properties is missing');
  const id = clusterId();
  const { code, output } = await runTool({
    ...javaCommand(o, 'kafka.tools.StorageTool', [
      'format',
      '--ignore-formatted',
      '-t',
      id,
      '-c',
      files.properties,
      ...(o.format ?? []),
    ]),
    signal: o.signal,
  });
  if (code === 0) return;
  await writeFile(files.console, output);
  throw brokerFailure(output, {
    port: o.ports.kafka,
    controllerPort: o.ports.kafkaController,
    data: files.data,
    log: files.console,
  });
}

// 16 random bytes as base64url; a dash in front would be taken for an option of the tool.
function clusterId(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url').replace(/^-/, '_');
}

function javaCommand(
  o: KafkaOptions,
  main: string,
  args: readonly string[],
  options: readonly string[] = [],
) {
  const files = kafkaFiles(o.dataDir);
  return {
    command: o.java.command,
    args: [
      ...JAVA_OPTIONS,
      ...options,
      `-Dlog4j2.configurationFile=${pathToFileURL(files.log4j).href}`,
      ...['-cp', join(o.jars, '*')],
      main,
      ...args,
    ],
    environment: o.environment,
    cwd: files.folder,
  };
}

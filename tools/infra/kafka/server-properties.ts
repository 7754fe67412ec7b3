import { join } from 'node:path';

export interface BrokerPlace {
  /** Port of the broker's clients. */
  port: number;
  controllerPort: number;
  /** Where the data lies. */
  data: string;
}

/**
 * What makes a single node of 2 cores behave: one replica of everything, small internal topics, topics created by us
 * alone (`parley` creates them from the contracts), and no wait for group members that will not come.
 */
export const SINGLE_NODE: Readonly<Record<string, string>> = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '4',
  'group.initial.rebalance.delay.ms': '0',
  'auto.create.topics.enable': 'false',
  'log.retention.hours': '168',
  'num.network.threads': '2',
  'num.io.threads': '4',
  'num.recovery.threads.per.data.dir': '2',
  // A broker that was killed is let in again only when its session is over: 9 s by default, and nobody else to wait for.
  'broker.session.timeout.ms': '3000',
  'broker.heartbeat.interval.ms': '750',
  // The cleaner takes this from the heap at once; the default is 128 MiB of our 384.
  'log.cleaner.dedupe.buffer.size': String(16 * 1024 * 1024),
};

/** The settings of the embedded broker: KRaft, one node that is broker and controller, the loopback address only. */
export function serverProperties({ port, controllerPort, data }: BrokerPlace): Record<string, string> {
  return {
    ...SINGLE_NODE,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': data,
  };
}

/** As a .properties file; backslashes of Windows paths are escaped there. */
export function propertiesFile(properties: Readonly<Record<string, string>>): string {
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value.replaceAll('\\', '\\\\')}`);
  return `${lines.join('\n')}\n`;
}

/** As variables of the apache/kafka image: KAFKA_ before, `_` for a dot, `__` for `_`, `___` for `-`. */
export function imageVariables(properties: Readonly<Record<string, string>>): Record<string, string> {
  const name = (key: string) =>
    `KAFKA_${key.replace(/[._-]/g, (c) => (c === '.' ? '_' : c === '_' ? '__' : '___')).toUpperCase()}`;
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [name(key), value]));
}

/** Warnings, errors and who was refused what into one file of 10 MB, three before it kept. */
export function log4jConfiguration(folder: string): string {
  const file = join(folder, 'server.log').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="ERROR" shutdownHook="disable">
  <Appenders>
    <RollingFile name="file" fileName="${file}" filePattern="${file}.%i">
      <PatternLayout pattern="%d{yyyy-MM-dd HH:mm:ss,SSS} %p %m (%c)%n%throwable"/>
      <SizeBasedTriggeringPolicy size="10 MB"/>
      <DefaultRolloverStrategy max="3"/>
    </RollingFile>
  </Appenders>
  <Loggers>
    <Logger name="kafka.authorizer.logger" level="INFO"/>
    <Root level="WARN"><AppenderRef ref="file"/></Root>
  </Loggers>
</Configuration>
`;
}

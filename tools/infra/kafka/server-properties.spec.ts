import { imageVariables, log4jConfiguration, propertiesFile, serverProperties } from './server-properties.js';

describe("the broker's settings", () => {
  const properties = serverProperties({ port: 19092, controllerPort: 19093, data: '/d/kafka' });

  it('listens on the loopback address alone, and tells clients so', () => {
    expect(properties['listeners']).toBe('PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093');
    expect(properties['advertised.listeners']).toBe('PLAINTEXT://127.0.0.1:19092');
    expect(properties['controller.quorum.voters']).toBe('1@127.0.0.1:19093');
  });

  it('asks for no replica that a single node can not hold', () => {
    const counts = Object.entries(properties).filter(([key]) => /replication\.factor$|min\.isr$/.test(key));
    expect(counts.length).toBeGreaterThanOrEqual(5);
    expect(counts.map(([, value]) => value)).toEqual(counts.map(() => '1'));
  });

  it('writes a properties file', () => {
    expect(propertiesFile({ a: '1', 'log.dirs': 'C:\\kafka' })).toBe('a=1\nlog.dirs=C:\\\\kafka\n');
  });

  it("writes the image's variables", () => {
    expect(imageVariables({ 'node.id': '1', 'a_b-c.d': 'x' })).toEqual({
      KAFKA_NODE_ID: '1',
      KAFKA_A__B___C_D: 'x',
    });
  });

  it('survives odd characters in the path of the log', () => {
    expect(log4jConfiguration('/a & "b"')).toContain('fileName="/a &amp; &quot;b&quot;/server.log"');
  });
});

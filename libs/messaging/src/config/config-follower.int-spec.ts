import {
  keywordConfigured,
  programConfigured,
  senderConfigured,
  type EventDefinition,
} from '@parley/contracts';
import { closeLater, testKafka } from '@parley/testing';
import { EventPublisher } from '../kafka/event-publisher.js';
import { until } from '../kafka/group-member.builder.js';
import { withAdmin } from '../kafka/own-topic.builder.js';
import { encodeEvent } from '../wire/encode.js';
import { ConfigDirectory, ConfigFollower } from './config-directory.js';

const kafka = testKafka();
// An address and names that nobody else configures.
const sender = String(10_000_000 + Math.floor(Math.random() * 80_000_000));
const program = `spec-${sender}`;
let publisher: EventPublisher;

beforeAll(async () => {
  publisher = new EventPublisher(kafka);
  await publisher.connect();
  closeLater(() => publisher.close());
});

function say(definition: EventDefinition, key: string, changed: object): Promise<void> {
  const data = { ...definition.example, ...changed };
  const attributes = {
    id: crypto.randomUUID(),
    source: 'spec',
    timeMs: Date.now(),
    conversationId: '',
    traceparent: '',
  };
  return publisher.publish([encodeEvent(definition, data, { ...attributes, key })]);
}

async function follow(): Promise<{
  directory: ConfigDirectory;
  follower: ConfigFollower;
  refused: string[];
}> {
  const directory = new ConfigDirectory();
  const refused: string[] = [];
  const follower = new ConfigFollower(kafka, directory, (topic) => refused.push(topic));
  await follower.start();
  return { directory, follower, refused };
}

/** Groups of followers that are left on the broker. */
function groups(): Promise<string[]> {
  return withAdmin(kafka, async (admin) => {
    const listed = await admin.listGroups();
    return listed.groups
      .map(({ groupId }) => groupId)
      .filter((groupId) => groupId.startsWith('parley-config-'));
  });
}

describe('following the configuration', () => {
  it('knows at its start what was published before, and soon what is published after', async () => {
    await say(senderConfigured, sender, { sender, segmentsPerSecond: 1 });
    await say(senderConfigured, sender, { sender, segmentsPerSecond: 7 });
    await say(programConfigured, program, { program, sender });
    const before = await groups();
    const { directory, follower, refused } = await follow();
    expect(directory.senders.get(sender)?.segmentsPerSecond).toBe(7);
    expect(directory.programs.get(program)?.sender).toBe(sender);

    const revision = directory.revision;
    await say(senderConfigured, sender, { sender, segmentsPerSecond: 9 });
    await say(keywordConfigured, `${sender}/WARM`, { sender, keyword: 'WARM' });
    await until(
      () =>
        directory.keywords.has(`${sender}/WARM`) && directory.senders.get(sender)?.segmentsPerSecond === 9,
    );
    expect(directory.revision).toBeGreaterThan(revision);

    await say(senderConfigured, sender, { sender, removed: true });
    await say(keywordConfigured, `${sender}/WARM`, { sender, keyword: 'WARM', removed: true });
    await until(() => !directory.senders.has(sender) && !directory.keywords.has(`${sender}/WARM`));
    expect(refused).not.toContain(keywordConfigured.topic);
    await follower.close();
    const left = (await groups()).filter((group) => !before.includes(group));
    expect(left).toEqual([]);
  });

  it('does not know what was removed before it started', async () => {
    await say(programConfigured, program, { program, sender, removed: true });
    const { directory, follower } = await follow();
    expect(directory.programs.has(program)).toBe(false);
    expect(directory.senders.has(sender)).toBe(false);
    await follower.close();
  });

  it('says of what it cannot read where it lies, and reads on', async () => {
    const { directory, follower, refused } = await follow();
    const record = { topic: programConfigured.topic, key: program, headers: {} };
    await publisher.publish([
      { ...record, value: 'not JSON' },
      { ...record, value: '{"program":1}' },
    ]);
    await say(programConfigured, `${program}-2`, { program: `${program}-2`, sender });
    await until(() => directory.programs.has(`${program}-2`));
    expect(refused.filter((topic) => topic === programConfigured.topic).length).toBeGreaterThanOrEqual(2);
    await say(programConfigured, `${program}-2`, { program: `${program}-2`, sender, removed: true });
    await follower.close();
  });
});

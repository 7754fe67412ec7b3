import { moReceived } from '@parley/contracts';
import { EventPublisher } from '@parley/messaging';
import { kafkaClient } from '../../tools/parley/platform/kafka.js';
import { Phone } from '../../tools/parley/phone/phone.js';
import { playTurn } from '../../tools/parley/phone/play-turn.js';
import type { Faults } from '../../tools/simulator/faults.js';
import type { Stage } from './stage.js';

const REPLY_WITHIN_MS = 30_000;
/** Our number at the SMSC: its phones are others than those of the HTTP API. */
const BY_SMPP = '54321';

/**
 * Texts a sender, one text after the other, each after the answer to the one before.
 *
 * @returns what was answered to the last one
 * @throws Error where one was not taken or not answered within 30 s
 */
export async function says(stage: Stage, number: string, to: string, ...texts: string[]): Promise<string> {
  let answer = '';
  for (const text of texts) {
    const { replies } = await playTurn({
      phone: new Phone(stage.simulatorUrl, number),
      text: { to, text, debug: true, ...(to === BY_SMPP && { carrier: 'smpp' }) },
      timeoutMs: REPLY_WITHIN_MS,
      spansOf: async () => [],
    });
    if (replies.length === 0) throw new Error(`${number} texted ${text} to ${to} and was not answered.`);
    answer = replies.map((reply) => reply.text).join('\n');
  }
  return answer;
}

/** Texts a sender and waits for nothing. */
export async function textsOnly(stage: Stage, number: string, to: string, text: string): Promise<void> {
  const phone = new Phone(stage.simulatorUrl, number);
  await phone.send({ to, text, debug: true, ...(to === BY_SMPP && { carrier: 'smpp' }) });
}

/** Somebody's phone, which hears what comes from now on: awaits a text with these words. */
export async function listening(stage: Stage, number: string): Promise<(words: string) => Promise<string>> {
  const phone = new Phone(stage.simulatorUrl, number);
  await phone.skip();
  return async (words) => {
    const deadline = Date.now() + REPLY_WITHIN_MS;
    while (Date.now() < deadline) {
      const got = await phone.receive(deadline - Date.now());
      const found = got.find(({ text }) => text.includes(words));
      if (found !== undefined) return found.text;
    }
    throw new Error(`${number} did not get ${words}.`);
  };
}

/** A text of somebody that no consumer can take, as its `text` is a number; @returns what it should have been. */
export async function sendBroken(stage: Stage, number: string, text: string): Promise<object> {
  const whole = {
    ...moReceived.example,
    ...{ subscriber: number, sender: '12345', text, receivedAt: new Date().toISOString() },
  };
  const publisher = new EventPublisher(kafkaClient(stage.kafkaBrokers));
  await publisher.connect();
  const value = JSON.stringify({ ...whole, text: 1 });
  await publisher.publish([{ topic: moReceived.topic, key: number, value, headers: {} }]);
  await publisher.close();
  return whole;
}

/** The carrier takes the next texts and never says so: nobody knows what became of them. */
export async function loseAnswers<T>(stage: Stage, while_: () => Promise<T>): Promise<T> {
  await setFaults(stage, { drop: 1 });
  try {
    return await while_();
  } finally {
    await setFaults(stage, {});
  }
}

async function setFaults(stage: Stage, faults: Faults): Promise<void> {
  const answer = await fetch(`${stage.simulatorUrl}/control/faults`, {
    method: 'PUT',
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Asks the console's API as a page would. @throws Error with what it said where it refused */
export async function tellConsole(stage: Stage, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(stage.consoleUrl + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** What the console's API says; awaited until it is so. @throws Error after 30 s */
export async function untilConsole<T>(stage: Stage, path: string, isSo: (said: T) => boolean): Promise<T> {
  const stream = await fetch(`${stage.consoleUrl}${path}/news`, {
    signal: AbortSignal.timeout(REPLY_WITHIN_MS),
  });
  let text = '';
  for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    const lines = text.split('\n');
    text = lines.pop()!;
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      const said = JSON.parse(line.slice('data: '.length)) as T;
      if (isSo(said)) return said;
    }
  }
  throw new Error(`The console ended ${path} before it said so.`);
}

import type { Simulator } from '../../tools/simulator/index.js';
import type { Expected, Place } from './expected.js';
import type { Phone } from './phone.js';
import type { Random } from './random.js';

/** A text as another service asks for it. */
export interface TextToPublish extends Partial<Place> {
  readonly phone: string;
  readonly sender: string;
  readonly text: string;
  /** Sent under this program, whose consent it needs. */
  readonly program?: string;
  /** On the topic of campaigns, behind everything else. */
  readonly bulk?: boolean;
}

/** What a scenario plays on: phones, another service's publisher, time and chance. */
export interface Stage {
  readonly simulator: Simulator;
  readonly random: Random;
  readonly expected: Expected;
  /** How long the load lasts, ms. */
  readonly durationMs: number;
  /** Aborted when the campaign is interrupted. */
  readonly signal: AbortSignal;
  /** A phone that nobody has used. */
  newPhone(): Phone;
  /** Publishes as another service would; resolves when Kafka has the texts. */
  publish(texts: readonly TextToPublish[]): Promise<void>;
  /** Resolves after a while, ms, or at once when interrupted. */
  pause(ms: number): Promise<void>;
  /** Begins `count` works, spread over the load's time by chance; resolves when all are done. */
  spread(count: number, work: (index: number) => Promise<void>): Promise<void>;
}

/** A part of a trial's load; several play at the same time. No phone is sent the same text twice: so copies show. */
export interface Scenario {
  readonly name: string;
  /** Resolves when its people have sent what they had to send; their answers may still be on the way. */
  play(stage: Stage): Promise<void>;
}

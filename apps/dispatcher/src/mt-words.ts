import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SealedWords, type Opener } from '@parley/messaging';
import type { Statement } from '@parley/persistence';
import { WrapperError } from '@parley/vault';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { mtPlace } from './domain/mt-place.js';

/** So long who wraps keys is not asked again after it was away, ms: each question may take seconds. */
const ASK_AGAIN_MS = 10_000;

/** What a text says, and to whom. */
export interface Said {
  readonly subscriber: string;
  readonly text: string;
}

/** What `dispatcher.mt` keeps of it, in hexadecimal; or nothing of what it said, as there is no key. */
export type Resting = { readonly sealed: string } | { readonly wordless: true };

/**
 * How texts rest once they have left the queue: sealed under the person's key; and the marks by which repeats are counted.
 * What became of a text is worth more than what it said: while who wraps keys is away it rests without words, and no text
 * waits for that.
 */
@Injectable()
export class MtWords {
  private readonly logger = new Logger(MtWords.name);
  private readonly key: Buffer;
  private askAgainMs = -Infinity;

  constructor(
    private readonly words: SealedWords,
    @Inject(DISPATCHER_ENVIRONMENT) { PARLEY_PEPPER }: Pick<DispatcherEnvironment, 'PARLEY_PEPPER'>,
  ) {
    this.key = createHmac('sha256', PARLEY_PEPPER).update('parley/text-marks').digest();
  }

  /** Makes ready to lay these people's texts to rest. Throws DatabaseError. */
  async ready(subscribers: readonly string[]): Promise<void> {
    if (performance.now() < this.askAgainMs) return;
    try {
      await this.words.ready(subscribers);
    } catch (error) {
      if (!(error instanceof WrapperError)) throw error;
      this.askAgainMs = performance.now() + ASK_AGAIN_MS;
      const { code, message } = error;
      this.logger.warn({ msg: 'texts are kept without their words', code, error: message });
    }
  }

  /** A text as it rests; without words where its person has no key that is ready. */
  rest(id: string, { subscriber, text }: Said): Resting {
    if (!this.words.isReady(subscriber)) return { wordless: true };
    return { sealed: this.words.seal(subscriber, text, mtPlace(id)).toString('hex') };
  }

  /** 32 bits by which equal texts are told from others, and which tell nobody without the pepper what they say. */
  markOf(sha256: string): number {
    return createHmac('sha256', this.key).update(sha256).digest().readInt32BE(0);
  }

  /** Makes ready to read what rests. Throws DatabaseError, WrapperError. */
  opener(subscribers: readonly string[]): Promise<Opener> {
    return this.words.opener(subscribers);
  }

  /** What rests of these people opens no more. */
  destroy(subscribers: readonly string[]): Statement {
    return this.words.destroy(subscribers);
  }
}

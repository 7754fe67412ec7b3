import { Controller, Get, Headers } from '@nestjs/common';
import { codeMeanings } from '@parley/carriers';
import { ConfigDirectory } from '@parley/messaging';
import { Needs, type Permission } from '@parley/platform';
import { KeywordRouter, Simulator, Subscriptions } from './neighbours.js';
import { Viewer } from './viewer.js';

export interface SenderView {
  readonly sender: string;
  readonly brand: string;
  readonly carrier: string;
  readonly country: string;
  readonly segmentsPerSecond: number;
  /** Words that mean something there, to begin with. */
  readonly words: readonly string[];
}

const MOST_WORDS = 8;

export interface SurroundingsView {
  /** What whoever asks may do. */
  readonly may: readonly Permission[];
  /** Whether there is a simulator to text by, and services to ask for consents and cases. */
  readonly has: { readonly phone: boolean; readonly consents: boolean; readonly cases: boolean };
  readonly senders: readonly SenderView[];
  /** What each code of a text's status means. */
  readonly meanings: Readonly<Record<string, string>>;
}

/** What the pages have to know before they show anything. */
@Controller('v1/surroundings')
export class SurroundingsController {
  constructor(
    private readonly directory: ConfigDirectory,
    private readonly viewer: Viewer,
    private readonly simulator: Simulator,
    private readonly subscriptions: Subscriptions,
    private readonly router: KeywordRouter,
  ) {}

  @Get()
  @Needs('conversations:read')
  async show(@Headers('authorization') authorization?: string): Promise<SurroundingsView> {
    const senders = [...this.directory.senders.values()].map((each): SenderView => {
      const { sender, brand, carrier, country, segmentsPerSecond } = each;
      return { sender, brand, carrier, country, segmentsPerSecond, words: this.wordsOf(sender) };
    });
    return {
      may: await this.viewer.permissions(authorization),
      has: { phone: this.simulator.known, consents: this.subscriptions.known, cases: this.router.known },
      senders: senders.toSorted((a, b) => a.sender.localeCompare(b.sender)),
      meanings: codeMeanings,
    };
  }

  private wordsOf(sender: string): string[] {
    const prefix = `${sender}/`;
    const keywords = [...this.directory.keywords.keys()].filter((key) => key.startsWith(prefix));
    return [...keywords.map((key) => key.slice(prefix.length)).slice(0, MOST_WORDS), 'HELP', 'STOP', 'START'];
  }
}

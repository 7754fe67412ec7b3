import { Injectable } from '@nestjs/common';
import type { SenderConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { numbersOf } from './domain/numbers-of.js';

/** What texts leave from, by address: the numbers of pools, and senders that are no pool. */
@Injectable()
export class OurNumbers {
  private revision = -1;
  private byAddress = new Map<string, SenderConfigured>();
  private poolsByNumber = new Map<string, string>();

  constructor(private readonly directory: ConfigDirectory) {}

  get all(): ReadonlyMap<string, SenderConfigured> {
    this.read();
    return this.byAddress;
  }

  /** The pool of each number of one. */
  get poolOf(): ReadonlyMap<string, string> {
    this.read();
    return this.poolsByNumber;
  }

  get(address: string): SenderConfigured | undefined {
    return this.all.get(address);
  }

  /** Pools with what their texts leave from. */
  get pools(): SenderConfigured[] {
    return [...this.directory.senders.values()].filter(({ numbers }) => numbers !== undefined);
  }

  private read(): void {
    const { revision, senders } = this.directory;
    if (this.revision === revision) return;
    const numbers = [...senders.values()].flatMap(numbersOf);
    this.byAddress = new Map(numbers.map((number) => [number.sender, number]));
    this.poolsByNumber = new Map(
      this.pools.flatMap(({ sender, numbers }) => numbers!.map(({ number }) => [number, sender] as const)),
    );
    this.revision = revision;
  }
}

/** Where a text leaves from, and what it is paced by. */
export function addressOf({
  number,
  sender,
}: {
  readonly number?: string | undefined;
  readonly sender: string;
}): string {
  return number ?? sender;
}

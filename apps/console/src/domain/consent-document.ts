/** An entry of the ledger as subscriptions tells it (GET /v1/consents/:number/ledger). */
export interface ToldEntry {
  readonly version: number;
  readonly sender: string;
  readonly program: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  readonly source: string;
  readonly causeId: string;
  readonly text?: string;
  /** The text as it is kept, hexadecimal: what the hash is of, so that it holds when nobody can read the text any more. */
  readonly sealedText?: string;
  readonly textErasedAt?: string;
  readonly matchedRule?: string;
  readonly disclosure?: string;
  readonly disclosureVersion?: string;
  readonly shown?: string;
  readonly shownVersion?: string;
  readonly receivedAt: string;
  readonly honouredAt: string;
  readonly expiresAt?: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** A person's consents and ledger, as subscriptions tells and verifies them. */
export interface ToldConsents {
  readonly subscriber: string;
  readonly consents: readonly {
    readonly sender: string;
    readonly program: string;
    readonly state: string;
    readonly since: string;
    readonly expiresAt?: string;
  }[];
  readonly ledger: readonly ToldEntry[];
  readonly verified: boolean;
  readonly fault?: string;
  readonly faultAt?: number;
}

export interface DocumentEntry extends ToldEntry {
  /** What its hash is of, after the bytes of the hash before it. */
  readonly canonical: string;
}

/** A person's consents for somebody who does not take our word: with all that is needed to verify them elsewhere. */
export interface ConsentDocument {
  readonly document: 'parley-consent-record';
  readonly form: 1;
  readonly subscriber: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly madeBy: string;
  /** Each with the entry that made it so. */
  readonly consents: readonly (ToldConsents['consents'][number] & { readonly entry?: number })[];
  readonly verification: {
    /** By the service that keeps the ledger, with what it keeps beside it: nothing is altered, nothing missing. */
    readonly byService: boolean;
    readonly fault?: string;
    readonly faultAt?: number;
    /** Of what this document holds: every hash computed anew. Where it fails, the first entry where it shows. */
    readonly byDocument: boolean;
    readonly brokenAt?: number;
    readonly entries: number;
    /** Of the newest entry; a later document of the same person must hold it too. */
    readonly newestHash?: string;
  };
  readonly ledger: readonly DocumentEntry[];
}

/** SHA-256(previous hash || canonical text), hexadecimal; given from outside, as the domain has no hashes. */
export type ChainLink = (previous: string, canonical: string) => string;

/**
 * An entry in canonical JSON (RFC 8785), as the ledger hashes it: names in code unit order, no space, absent fields left
 * out, instants in ms since the epoch; of a sealed text the sealed bytes.
 */
export function canonicalOf(subscriber: string, entry: ToldEntry): string {
  const { prevHash: _prevHash, hash: _hash, textErasedAt: _erased, receivedAt, honouredAt, ...rest } = entry;
  const { expiresAt, text, sealedText, ...plain } = rest;
  const fields: Record<string, unknown> = {
    ...plain,
    sealedText,
    text: sealedText === undefined ? text : undefined,
    subscriber,
    receivedAt: Date.parse(receivedAt),
    honouredAt: Date.parse(honouredAt),
    expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
  };
  const names = Object.keys(fields).toSorted((a, b) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]])));
}

/** @param genesis what the first entry is linked to */
export function consentDocument(
  told: ToldConsents,
  { link, genesis }: { link: ChainLink; genesis: string },
  made: { readonly at: string; readonly by: string },
): ConsentDocument {
  const { subscriber, verified, fault, faultAt } = told;
  const ledger = told.ledger.map((entry) => ({ ...entry, canonical: canonicalOf(subscriber, entry) }));
  const brokenAt = firstBreak(ledger, link, genesis);
  const newestHash = ledger.at(-1)?.hash;
  return {
    ...({ document: 'parley-consent-record', form: 1 } as const),
    ...{ subscriber, madeAt: made.at, madeBy: made.by },
    consents: told.consents.map((consent) => {
      const made = ledger.findLast(
        ({ sender, program, to }) =>
          sender === consent.sender && program === consent.program && to === consent.state,
      );
      return { ...consent, ...(made && { entry: made.version }) };
    }),
    verification: {
      byService: verified,
      ...(fault !== undefined && { fault }),
      ...(faultAt !== undefined && { faultAt }),
      byDocument: brokenAt === undefined,
      ...(brokenAt !== undefined && { brokenAt }),
      entries: ledger.length,
      ...(newestHash !== undefined && { newestHash }),
    },
    ledger,
  };
}

function firstBreak(ledger: readonly DocumentEntry[], link: ChainLink, genesis: string): number | undefined {
  let previous = genesis;
  for (const [place, { version, prevHash, hash, canonical }] of ledger.entries()) {
    const follows = version === place + 1 && prevHash === previous;
    if (!follows || hash !== link(previous, canonical)) return place + 1;
    previous = hash;
  }
  return undefined;
}

import type { MoReceived } from '@parley/contracts';
import { normalizeText } from '@parley/sms';
import type { Assembly, KeptPart } from './assemble-parts.js';
import { LONGEST_TEXT } from './mo.mapping.js';

/** A part as it is kept: its words as the carrier handed them over, and the event that it would be alone. */
export interface MoPart extends KeptPart {
  readonly mo: MoReceived;
  /** Asks that the turn be traced. */
  readonly debug: boolean;
}

/**
 * The event of a text that came in parts. What is too long for an event is left out, and the text is partial then;
 * composing comes after joining, as an accent may stand at a cut. The id derives from the ids of the parts.
 */
export function joinedMo(assembly: Assembly<MoPart>): { name: string; data: MoReceived; debug: boolean } {
  const parts = withinLimit(assembly.parts);
  const [first] = parts;
  const encodings = new Set(parts.map(({ mo }) => mo.encoding));
  const media = parts.flatMap(({ mo }) => mo.media ?? []).slice(0, MOST_MEDIA);
  return {
    // No id holds a line break: lists that differ have names that differ.
    name: `mo/parts/${assembly.parts.map(({ carrierMessageId }) => carrierMessageId).join('\n')}`,
    debug: parts.some(({ debug }) => debug),
    data: {
      ...first!.mo,
      text: wordsOf(parts),
      receivedAt: parts.map(({ mo }) => mo.receivedAt).sort()[0]!,
      encoding: encodings.size === 1 ? first!.mo.encoding : undefined,
      segments: parts.length,
      media: media.length > 0 ? media : undefined,
      parts: parts.map(({ number, mo }) => ({
        number,
        text: mo.text,
        carrierMessageId: mo.carrierMessageId,
      })),
      partial: assembly.partial || parts.length < assembly.parts.length ? true : undefined,
    },
  };
}

const MOST_MEDIA = 10;

/** The first always fits: it would have been refused by itself. Composing may make a text longer, and shorter. */
function withinLimit(parts: readonly MoPart[]): readonly MoPart[] {
  let fitting = 1;
  while (fitting < parts.length && wordsOf(parts.slice(0, fitting + 1)).length <= LONGEST_TEXT) fitting += 1;
  return parts.slice(0, fitting);
}

function wordsOf(parts: readonly MoPart[]): string {
  return normalizeText(parts.map(({ text }) => text).join(''));
}

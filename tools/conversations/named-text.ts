import { keywordKey, type ConfigSnapshot } from '@parley/config';

/**
 * A text of parley.yaml by its field: of a program, of a keyword (`{ the: reply, of: DISCOUNT }`), or of the sender.
 * Undefined where there is none.
 */
export function namedText(
  { the, of }: { the: string; of?: string | undefined },
  sender: string,
  { senders, programs, keywords }: ConfigSnapshot,
): string | undefined {
  const entry =
    of === undefined
      ? senders.get(sender)
      : (programs.get(of) ?? keywords.get(keywordKey({ sender, keyword: of })) ?? senders.get(of));
  const text = (entry as Readonly<Record<string, unknown>> | undefined)?.[the];
  return typeof text === 'string' ? text : undefined;
}

/**
 * Whether a conversation is traced: decided from its id, so that every service decides the same and a
 * conversation is kept or dropped whole.
 * @param conversationId hexadecimal and uniformly distributed (an HMAC)
 * @param ratio share kept, 0 to 1
 */
export function keepsConversation(conversationId: string, ratio: number): boolean {
  return Number.parseInt(conversationId.slice(0, 8), 16) < ratio * 0x1_0000_0000;
}

/** What is sealed with an entry, or a conversation's last text, so that it opens nowhere else. */
export const entryPlace = (eventId: string): string => `story/${eventId}`;
export const lastTextPlace = (conversationId: string): string => `last-text/${conversationId}`;

/** What is sealed with a message of a case, so that it opens nowhere else. */
export const caseMessagePlace = (eventId: string): string => `case/${eventId}`;

/** What is sealed with a text, so that it opens nowhere else. */
export const mtPlace = (id: string): string => `mt/${id}`;

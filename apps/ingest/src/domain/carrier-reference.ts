const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/**
 * Whether an id of the carrier's can be kept as it is. PostgreSQL keeps no NUL and UTF-8 has no form for half a
 * surrogate pair; an id that changed on its way would no longer be the carrier's.
 */
export function isCleanReference(id: string): boolean {
  return !UNPRINTABLE.test(id);
}

declare module 'pg/lib/utils.js' {
  /** A value as the driver sends it; throws for what cannot be sent, e.g. a circular object. */
  export function prepareValue(value: unknown): string | Buffer | null;
}

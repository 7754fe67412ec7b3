/** Work that is done over and over while the clock runs. */
export interface DomainLoad {
  /** How many things one run does: texts, decisions, entries. */
  readonly things: number;
  run(): void;
}

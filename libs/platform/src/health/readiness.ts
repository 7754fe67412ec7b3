/** Something that must work before a service can do its job; gathered from the modules. */
export interface ReadinessCheck {
  readonly name: string;
  ready(): Promise<boolean> | boolean;
  /** What is shown beside the answer, e.g. parts that are away and yet fail nothing. */
  details?(): Record<string, unknown>;
}

export const READINESS = Symbol('readiness checks');

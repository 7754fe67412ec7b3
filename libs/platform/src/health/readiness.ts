/** Something that must work before a service can do its job; gathered from the modules. */
export interface ReadinessCheck {
  readonly name: string;
  ready(): Promise<boolean> | boolean;
}

export const READINESS = Symbol('readiness checks');

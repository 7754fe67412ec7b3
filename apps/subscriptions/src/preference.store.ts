import type { Statement } from '@parley/persistence';
import type { Preferences } from './domain/preference.decide.js';

/** Keeps what subscribers told. */
export abstract class PreferenceStore {
  /** Of those who told something, in one query. Throws DatabaseError. */
  abstract load(subscribers: readonly string[]): Promise<Map<string, Preferences>>;

  /** The statements that keep them; their transaction fails with SQLSTATE 40001 when somebody else was faster. */
  abstract save(changed: ReadonlyMap<string, Preferences>): readonly Statement[];
}

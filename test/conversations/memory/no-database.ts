import { Database, type Statement } from '@parley/persistence';

/** There is none: a store that asks it has no stand-in yet. */
export class NoDatabase extends Database {
  query(statement: Statement): Promise<never> {
    return Promise.reject(missing(statement));
  }

  commit([statement]: readonly Statement[]): Promise<never> {
    return Promise.reject(missing(statement));
  }
}

function missing(statement: Statement | undefined): Error {
  return new Error(
    `NO_STAND_IN The statement ${statement?.name ?? '(none)'} needs PostgreSQL: give its store a stand-in in test/conversations/memory/stand-ins.ts.`,
  );
}

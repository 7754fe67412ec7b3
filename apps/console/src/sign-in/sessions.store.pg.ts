import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import { isRole, type Principal } from '@parley/platform';
import { SessionsStore, type KeptSession, type NamedBy } from './sessions.store.js';

const keepLink = prepared(
  'console.links.keep',
  `INSERT INTO console.sign_in_links (hash, ends_at) VALUES ($1, now() + make_interval(secs => $2))`,
);
const forgetLinks = prepared(
  'console.links.forget',
  `DELETE FROM console.sign_in_links WHERE ends_at < now()`,
);
// Of two who come at once, one finds the row.
const takeLink = prepared(
  'console.links.take',
  `DELETE FROM console.sign_in_links WHERE hash = $1 RETURNING ends_at > now() AS "inTime"`,
);
const begin = prepared(
  'console.sessions.begin',
  `INSERT INTO console.sessions (hash, who, roles, ends_at, issuer, subject, id_token)
   VALUES ($1, $2, $3::text[], now() + make_interval(secs => $4), $5, $6, $7)`,
);
const giveRoles = prepared(
  'console.sessions.give-roles',
  `UPDATE console.sessions SET roles = $3::text[] WHERE subject = $2 AND issuer = $1`,
);
const forget = prepared('console.sessions.forget', `DELETE FROM console.sessions WHERE ends_at < now()`);
const find = prepared(
  'console.sessions.find',
  `SELECT who, roles, issuer FROM console.sessions
   WHERE hash = $1 AND ends_at > now() AND begun_at > now() - make_interval(secs => $2)`,
);
const end = prepared(
  'console.sessions.end',
  `DELETE FROM console.sessions WHERE hash = $1 RETURNING id_token AS "idToken"`,
);
const endAllOf = prepared(
  'console.sessions.end-all-of',
  `DELETE FROM console.sessions WHERE subject = $2 AND issuer = $1`,
);

interface SessionRow {
  readonly who: string;
  readonly roles: string[];
  readonly issuer: string | null;
}

@Injectable()
export class PgSessionsStore extends SessionsStore {
  constructor(private readonly database: Database) {
    super();
  }

  async keepLink(hash: Buffer, forS: number): Promise<void> {
    await this.database.commit([forgetLinks(), keepLink(hash, forS)]);
  }

  async takeLink(hash: Buffer): Promise<boolean> {
    const [row] = await this.database.query<{ inTime: boolean }>(takeLink(hash));
    return row?.inTime ?? false;
  }

  async begin(hash: Buffer, { name, roles }: Principal, forS: number, by?: NamedBy): Promise<void> {
    await this.database.commit([
      forget(),
      ...(by ? [giveRoles(by.issuer, by.subject, roles)] : []),
      begin(hash, name, roles, forS, by?.issuer, by?.subject, by?.idToken),
    ]);
  }

  async find(hash: Buffer, mostS: number): Promise<KeptSession | undefined> {
    const [row] = await this.database.query<SessionRow>(find(hash, mostS));
    return (
      row && { who: { name: row.who, roles: row.roles.filter(isRole) }, issuer: row.issuer ?? undefined }
    );
  }

  async end(hash: Buffer): Promise<Buffer | undefined> {
    const [row] = await this.database.query<{ idToken: Buffer | null }>(end(hash));
    return row?.idToken ?? undefined;
  }

  async endAllOf({ issuer, subject }: Pick<NamedBy, 'issuer' | 'subject'>): Promise<void> {
    await this.database.query(endAllOf(issuer, subject));
  }
}

import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import { isRole, type Principal } from '@parley/platform';
import { SessionsStore } from './sessions.store.js';

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
  `INSERT INTO console.sessions (hash, who, roles, ends_at) VALUES ($1, $2, $3::text[], now() + make_interval(secs => $4))`,
);
const forget = prepared('console.sessions.forget', `DELETE FROM console.sessions WHERE ends_at < now()`);
const find = prepared(
  'console.sessions.find',
  `SELECT who, roles FROM console.sessions WHERE hash = $1 AND ends_at > now()`,
);
const end = prepared('console.sessions.end', `DELETE FROM console.sessions WHERE hash = $1`);

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

  async begin(hash: Buffer, { name, roles }: Principal, forS: number): Promise<void> {
    await this.database.commit([forget(), begin(hash, name, roles, forS)]);
  }

  async find(hash: Buffer): Promise<Principal | undefined> {
    const [row] = await this.database.query<{ who: string; roles: string[] }>(find(hash));
    return row && { name: row.who, roles: row.roles.filter(isRole) };
  }

  async end(hash: Buffer): Promise<void> {
    await this.database.query(end(hash));
  }
}

import { createHash, createHmac } from 'node:crypto';

/** Credentials of an IAM user, or temporary ones with their session token. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignedPost {
  readonly region: string;
  readonly service: string;
  /** With the port, where it is not the scheme's own. */
  readonly host: string;
  readonly path: string;
  /** Names in lower case. `host`, the date and the token are added. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The headers of a POST without a query by AWS Signature Version 4 (docs.aws.amazon.com/IAM, "Create a signed
 * AWS API request"), names and values in turn: those given, the date, the token, and the authorization. Signed
 * here, as the SDK would wait, retry and parse by itself, and only a single write may happen (I3).
 */
export function signedHeaders(post: SignedPost, credentials: AwsCredentials, nowMs: number): string[] {
  const date = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const added: Record<string, string> = { ...post.headers, 'x-amz-date': date };
  if (credentials.sessionToken !== undefined) added['x-amz-security-token'] = credentials.sessionToken;

  const all = Object.entries({ ...added, host: post.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = all.map(([name]) => name).join(';');
  const lines = all.map(([name, value]) => `${name}:${value.trim()}\n`).join('');
  const canonical = `POST\n${post.path}\n\n${lines}\n${names}\n${hash(post.body)}`;

  const day = date.slice(0, 8);
  const scope = `${day}/${post.region}/${post.service}/aws4_request`;
  const key = [day, post.region, post.service, 'aws4_request'].reduce<string | Buffer>(
    (before, part) => hmac(before, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return [...Object.entries(added).flat(), 'authorization', authorization];
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

import { headersOf } from './access-key.js';

/** What the console's back end answers when it does not do what was asked. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** All that was said, where a code has more to tell. */
    readonly said: object = {},
  ) {
    super(message);
  }
}

/** Asks the back end. @throws Refusal */
export function ask<T>(path: string): Promise<T> {
  return request<T>(path, { headers: headersOf() });
}

/** Tells the back end to do something. @throws Refusal */
export function tell<T>(path: string, body: object): Promise<T> {
  const headers = headersOf({ 'content-type': 'application/json' });
  return request<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Fetches a file and hands it to whoever looks, under the name that the back end gave it. @throws Refusal */
export async function download(path: string): Promise<void> {
  const answer = await answerTo(path, { headers: headersOf() });
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'document';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  // Once the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  return (await (await answerTo(path, init)).json()) as T;
}

async function answerTo(path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(path, init).catch(() => {
    throw new Refusal(0, 'CONSOLE_AWAY', 'The console does not answer; is it still running?');
  });
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

export async function refusalOf(answer: Response): Promise<Refusal> {
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
  const { code = `HTTP_${answer.status}`, message = 'The console could not answer.' } = said;
  return new Refusal(answer.status, code, message, said);
}

/** What went wrong, in words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}

import type { IncomingMessage, ServerResponse } from 'node:http';

/** Largest body that is read, bytes. */
const longestBody = 64 * 1024;

export const json = 'application/json';

/** Answers with a whole body, so that nothing is chunked. */
export function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': json,
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  answer(response, status, JSON.stringify(value));
}

/** Reads the body and hands it on; a body over 64 KiB is answered 413 and not read to its end. */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  then: (body: string) => void,
): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > longestBody) {
      request.removeAllListeners('data').removeAllListeners('end').resume();
      answer(response, 413, '{"code":"too_large","message":"A body may hold 64 KiB."}', {
        connection: 'close',
      });
    } else if (first === undefined) first = chunk;
    else (rest ??= []).push(chunk);
  });
  request.on('end', () => {
    if (first === undefined) then('');
    else then((rest === undefined ? first : Buffer.concat([first, ...rest])).toString('utf8'));
  });
}

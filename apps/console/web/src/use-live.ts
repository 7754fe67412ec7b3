import { useEffect, useState } from 'preact/hooks';
import type { Refusal } from './api.js';
import { openStream } from './event-stream.js';

export interface Live<T> {
  readonly data: T | undefined;
  /** Whether news come now. */
  readonly on: boolean;
  readonly refusal: Refusal | undefined;
}

const NOTHING = { data: undefined, on: false, refusal: undefined };

/** What a stream said last; it is followed for as long as the part is shown. */
export function useLive<T>(path: string | undefined): Live<T> {
  const [live, setLive] = useState<Live<T> & { path?: string | undefined }>(NOTHING);
  useEffect(() => {
    if (path === undefined) return setLive(NOTHING);
    return openStream<T>(path, {
      news: (data) => setLive({ path, data, on: true, refusal: undefined }),
      gone: () => setLive((before) => ({ ...before, path, on: false })),
      refused: (refusal) => setLive({ path, data: undefined, on: false, refusal }),
    });
  }, [path]);
  // What another address said is not shown under this one.
  return live.path === path ? live : NOTHING;
}

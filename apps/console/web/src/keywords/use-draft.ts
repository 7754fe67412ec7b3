import { useEffect, useState } from 'preact/hooks';
import type { VersionView } from '../../../src/versions.view.js';
import { ask, wordsOf } from '../api.js';
import { keptDraft, type Draft } from './kept-draft.js';

export interface DraftDesk {
  /** Undefined until it is known what stands. */
  readonly draft: Draft | undefined;
  readonly latest: VersionView | undefined;
  readonly failure: string | undefined;
  /** Whether the draft says something else than what stands. */
  readonly changed: boolean;
  /** Whether somebody applied another version since the draft began. */
  readonly outdated: boolean;
  write(text: string): void;
  /** Goes on from what stands now, with this text or with its own. */
  restart(text?: string): Promise<void>;
}

/** What stands, and what somebody makes of it. */
export function useDraft(): DraftDesk {
  const [latest, setLatest] = useState<VersionView>();
  const [draft, setDraft] = useState<Draft>();
  const [failure, setFailure] = useState<string>();
  const load = async (): Promise<VersionView | undefined> => {
    try {
      const version = await ask<VersionView>('/v1/config/versions/latest');
      setLatest(version);
      return version;
    } catch (error) {
      setFailure(wordsOf(error));
      return undefined;
    }
  };
  useEffect(() => {
    void load().then((version) => version && setDraft(keptDraft.get() ?? fresh(version)));
  }, []);
  return {
    draft,
    latest,
    failure,
    changed: draft !== undefined && latest !== undefined && draft.text !== latest.text,
    outdated: draft !== undefined && latest !== undefined && draft.base !== latest.head?.revision,
    write: (text) => {
      const next = { ...draft, text };
      setDraft(next);
      keptDraft.set(next);
    },
    restart: async (text) => {
      const version = await load();
      if (version === undefined) return;
      const next = text === undefined ? fresh(version) : { ...fresh(version), text };
      setDraft(next);
      if (text === undefined) keptDraft.forget();
      else keptDraft.set(next);
    },
  };
}

function fresh({ head, text }: VersionView): Draft {
  return { text, base: head?.revision };
}

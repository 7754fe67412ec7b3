/** A parley.yaml that somebody is writing. */
export interface Draft {
  readonly text: string;
  /** The revision that it began from; absent where nothing had been applied. */
  readonly base?: string | undefined;
}

const PLACE = 'parley.draft';

/** The draft of this tab, so that a look at another page costs nobody their work. */
export const keptDraft = {
  get(): Draft | undefined {
    const kept = sessionStorage.getItem(PLACE);
    return kept === null ? undefined : (JSON.parse(kept) as Draft);
  },
  set(draft: Draft): void {
    sessionStorage.setItem(PLACE, JSON.stringify(draft));
  },
  forget(): void {
    sessionStorage.removeItem(PLACE);
  },
};

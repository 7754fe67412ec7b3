import type { ConfigApplied } from '@parley/contracts';
import { applyParleyFile, type Applied, type ConfigPort } from './apply-parley-file.js';
import { differencesBetween } from './versions.js';
import type { Change } from './plan.js';

/** A parley.yaml that somebody changed, and what it was when they began. */
export interface Draft {
  readonly text: string;
  /** The revision that it began from; absent where nothing had been applied. */
  readonly base?: string | undefined;
  readonly by: string;
  readonly reason: string;
}

/** Where versions are kept besides what stands. */
export interface VersionedConfigPort extends ConfigPort {
  /** Every version as it was applied, oldest first. */
  versions(): Promise<ConfigApplied[]>;
}

/** Somebody else applied a version meanwhile: publishing would take it back. */
export class BaseOutdatedError extends Error {
  readonly code = 'BASE_OUTDATED';

  constructor(
    readonly latest: Omit<ConfigApplied, 'text'>,
    /** What it changed since the draft's base; absent where one of the two can't be read any more. */
    readonly changes: readonly Change[] | undefined,
  ) {
    super('Another version was applied meanwhile; look at what it changed, and begin from it.');
    this.name = 'BaseOutdatedError';
  }
}

const FILE = 'parley.yaml';

/**
 * Makes the configuration what a draft says, as `parley apply` does, where the draft began from what stands.
 *
 * @throws BaseOutdatedError BASE_OUTDATED; ParleyFileError with every problem of the draft
 */
export async function publishDraft(draft: Draft, port: VersionedConfigPort): Promise<Applied> {
  const versions = await port.versions();
  const latest = versions.at(-1);
  if (latest !== undefined && latest.revision !== draft.base) {
    const base = versions.find(({ revision }) => revision === draft.base);
    const { text: _text, ...rest } = latest;
    throw new BaseOutdatedError(rest, differencesBetween(base, latest));
  }
  const { text, by, reason } = draft;
  return applyParleyFile(text, latest?.file ?? FILE, port, { by, reason });
}

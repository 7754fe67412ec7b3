import {
  Body,
  ConflictException,
  Controller,
  Get,
  Headers,
  HttpException,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import {
  BaseOutdatedError,
  changesOf,
  differencesBetween,
  findVersion,
  ParleyFileError,
  type Applied,
} from '@parley/config';
import type { ConfigApplied } from '@parley/contracts';
import { Needs } from '@parley/platform';
import { z } from 'zod';
import { Noted, type AuditNotes } from './audit/audit-notes.js';
import { ConsoleConfigPort } from './config.port.js';
import { bodyOf, draftText } from './draft-body.js';
import { plannedOf } from './drafts.controller.js';
import type { PlannedChange } from './drafts.view.js';
import type { VersionHead, VersionView } from './versions.view.js';
import { Viewer } from './viewer.js';

const publication = z.strictObject({
  text: draftText,
  base: z.string().max(100).optional(),
  reason: z.string().trim().min(1).max(500),
});
const WANTED =
  'Send {"text": a parley.yaml, "base": the revision that it began from, "reason": why, 1 to 500 characters}.';

/** Every parley.yaml as it was applied, and publishing the next. */
@Controller('v1/config/versions')
export class VersionsController {
  constructor(
    private readonly port: ConsoleConfigPort,
    private readonly viewer: Viewer,
  ) {}

  /** Newest first, without their texts. */
  @Get()
  @Needs('operations:read')
  async list(): Promise<{ versions: VersionHead[] }> {
    const versions = await this.port.versions();
    return { versions: versions.toReversed().map(headOf) };
  }

  /** One, or `latest`: its text, and what it changed. Where nothing was applied the latest is empty. */
  @Get(':revision')
  @Needs('operations:read')
  async show(@Param('revision') revision: string): Promise<VersionView> {
    const versions = await this.port.versions();
    if (revision === 'latest' && versions.length === 0) return { text: '' };
    const version = versionOf(versions, revision);
    const changes = changesOf(versions, version);
    return { head: headOf(version), text: version.text, ...(changes && { changes: plannedOf(changes) }) };
  }

  /** What changed from one to another. */
  @Get(':revision/differences')
  @Needs('operations:read')
  async differences(
    @Param('revision') revision: string,
    @Query('from') from: string,
  ): Promise<{ changes?: PlannedChange[] }> {
    const versions = await this.port.versions();
    const changes = differencesBetween(versionOf(versions, from), versionOf(versions, revision));
    return changes === undefined ? {} : { changes: plannedOf(changes) };
  }

  /** Makes a draft what stands, as `parley apply` does, and keeps it with who and why. */
  @Post()
  @Needs('config:write')
  async publish(
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
    @Headers('authorization') authorization?: string,
  ): Promise<Pick<Applied, 'revision' | 'published'>> {
    const { text, base, reason } = bodyOf(publication, body, WANTED);
    notes.because(reason);
    const by = await this.viewer.name(authorization, 'config:write');
    const applied = await this.port.apply({ text, base, by, reason }).catch((error: unknown) => {
      throw refusalOf(error);
    });
    notes.on(applied.revision);
    return { revision: applied.revision, published: applied.published };
  }
}

function headOf({ revision, appliedAt, by, reason, file, changes }: ConfigApplied): VersionHead {
  const count = (action: string): number => changes.filter((change) => change.action === action).length;
  const counts = { add: count('add'), change: count('change'), remove: count('remove') };
  return { revision, appliedAt, by, reason, file, counts };
}

function versionOf(versions: readonly ConfigApplied[], revision: string): ConfigApplied {
  const found = findVersion(versions, revision);
  if (found !== undefined) return found;
  const message = 'No version has this revision; choose one of the history.';
  throw new NotFoundException({ code: 'VERSION_UNKNOWN', message });
}

/** What can be wrong with a draft, as HTTP says it; anything else as it is. */
function refusalOf(error: unknown): unknown {
  if (error instanceof ParleyFileError) {
    const message = `The draft has problems (${error.problems.length}); nothing was published.`;
    return new HttpException({ code: error.code, message, problems: error.problems }, 422);
  }
  if (!(error instanceof BaseOutdatedError)) return error;
  const { code, message, latest, changes } = error;
  return new ConflictException({
    ...{ code, message, latest: headOf({ ...latest, text: '' }) },
    ...(changes && { changes: plannedOf(changes) }),
  });
}

import {
  Body,
  ConflictException,
  Controller,
  Headers,
  HttpCode,
  HttpException,
  Post,
  RequestMethod,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import {
  byConcern,
  byStep,
  changeKindOf,
  dictionariesOf,
  examineParleyFile,
  explain,
  flowOutlines,
  keywordOutlines,
  parseParleyFile,
  plan,
  type Change,
  type ConfigSnapshot,
  type Explanation,
} from '@parley/config';
import { ConfigDirectory } from '@parley/messaging';
import { Needs } from '@parley/platform';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { bodyOf, draftText } from './draft-body.js';
import type { CheckView, PlannedChange } from './drafts.view.js';
import { DryRuns } from './dry-runs.js';
import { Viewer } from './viewer.js';

const FILE = 'parley.yaml';
const checked = z.strictObject({ text: draftText });
const question = z.strictObject({
  text: draftText,
  sender: z.string().min(1).max(20),
  words: z.string().min(1).max(1600),
  about: z.string().max(80).optional(),
});

/** A parley.yaml while it is written: its problems, what it would change, and what texts would come to. */
@Controller('v1/config/drafts')
export class DraftsController {
  constructor(
    private readonly directory: ConfigDirectory,
    private readonly viewer: Viewer,
    private readonly dryRuns: DryRuns,
  ) {}

  /** All that is wrong with it, by line, and what of it can be understood. */
  @Post('checks')
  @Needs('operations:read')
  @HttpCode(200)
  check(@Body() body: unknown): CheckView {
    const { text } = bodyOf(checked, body, 'Send {"text": a parley.yaml}.');
    const examined = examineParleyFile(text, FILE);
    const problems = examined.problems.map(({ line, column, code, message }) => ({
      line,
      column,
      code,
      message,
    }));
    const senders = (examined.entries?.senders ?? []).map(({ value }) => value.sender);
    return { problems, senders, keywords: keywordOutlines(examined), flows: flowOutlines(examined) };
  }

  /** What a text would be taken for, by which rule, and what else would match. */
  @Post('explanations')
  @Needs('operations:read')
  @HttpCode(200)
  explain(@Body() body: unknown): Explanation {
    const words = 'Send {"text": a parley.yaml, "sender": one of it, "words": 1 to 1600 characters}.';
    const { text, sender, words: asked, about } = bodyOf(question, body, words);
    const declared = declaredBy(text);
    if (!declared.senders.has(sender)) {
      const message = `The draft has no sender ${sender}; choose one of ${[...declared.senders.keys()].join(', ')}.`;
      throw new HttpException({ code: 'SENDER_UNKNOWN', message }, 422);
    }
    return explain(dictionariesOf(declared, 'the draft'), { sender, text: asked, lastProgram: about });
  }

  /** What publishing it would change, opt-outs first. */
  @Post('plans')
  @Needs('operations:read')
  @HttpCode(200)
  plan(@Body() body: unknown): { changes: PlannedChange[] } {
    const { text } = bodyOf(checked, body, 'Send {"text": a parley.yaml}.');
    return { changes: plannedOf(plan(this.directory, declaredBy(text))) };
  }

  /** Plays the texts of the last days through it, and tells how far that has come, then what would change. */
  @Sse('dry-runs', { method: RequestMethod.POST })
  @Needs('operations:read')
  async dryRun(
    @Body() body: unknown,
    @Headers('authorization') authorization?: string,
  ): Promise<Observable<MessageEvent>> {
    const { text } = bodyOf(checked, body, 'Send {"text": a parley.yaml}.');
    const declared = declaredBy(text);
    const shown = await this.viewer.numbers(authorization);
    if (this.dryRuns.busy) {
      const message = 'Another dry run is under way here; try again in a moment.';
      throw new ConflictException({ code: 'DRY_RUN_BUSY', message });
    }
    return this.dryRuns.run(declared, shown);
  }
}

/** The changes as they are shown: opt-outs first, a flow's steps one by one. */
export function plannedOf(changes: readonly Change[]): PlannedChange[] {
  return byConcern(changes).map((change) => ({
    concern: changeKindOf(change),
    action: change.action,
    kind: change.kind,
    key: change.key,
    fields: change.action === 'change' ? change.fields.flatMap(byStep) : [],
  }));
}

/** @throws HttpException 422 PARLEY_FILE_INVALID with every problem */
function declaredBy(text: string): ConfigSnapshot {
  const parsed = parseParleyFile(text, FILE);
  if (parsed.ok) return parsed.declared;
  const message = `The draft has problems (${parsed.problems.length}); mend them first.`;
  throw new HttpException({ code: 'PARLEY_FILE_INVALID', message, problems: parsed.problems }, 422);
}

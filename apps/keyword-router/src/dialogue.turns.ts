import { Injectable, Logger } from '@nestjs/common';
import { ConfigDirectory, type Decision, type Effect } from '@parley/messaging';
import { eventOf, recordOf, type TurnCause } from './dialogue.effects.js';
import type { DialogueRecord } from './dialogue.record.js';
import { decideDialogue, type DialogueContext } from './domain/dialogue/decide-dialogue.js';
import type { Dialogue } from './domain/dialogue/dialogue.js';
import type { DialogueInput } from './domain/dialogue/dialogue.input.js';
import { Templates } from './templates.js';

/** What a turn of a dialogue came to; `state` is there also when nothing changed. */
export interface DialogueTurn extends Decision<Dialogue, DialogueRecord> {
  readonly state: Dialogue;
  readonly records: readonly DialogueRecord[];
}

/** Takes a dialogue through one input: the domain decides; what it decided becomes events and rows. */
@Injectable()
export class DialogueTurns {
  private readonly logger = new Logger(DialogueTurns.name);

  constructor(
    readonly directory: ConfigDirectory,
    private readonly templates: Templates,
  ) {}

  take(before: Dialogue, input: DialogueInput, cause: TurnCause): DialogueTurn {
    const context = this.contextOf(before.sender, cause.nowMs);
    const { dialogue, effects: wanted, ended, refusal } = decideDialogue(before, input, context, cause);
    const effects: Effect[] = [];
    const records: DialogueRecord[] = [];
    wanted.forEach((each, index) => {
      const event = eventOf(each, dialogue, cause, `${each.kind}/${index}`);
      if (event) effects.push(event);
      const record = recordOf(each, dialogue, cause);
      if (record) records.push(record);
    });
    if (dialogue !== before) records.push({ kind: 'dialogue', dialogue });
    if (refusal !== undefined)
      this.logger.warn(`${refusal}: event ${cause.id} changed nothing (${whyOf(refusal)}).`);
    const run = dialogue.flows.run;
    return {
      state: dialogue,
      effects,
      records,
      attributes: {
        'parley.dialogue.input': input.kind,
        ...(run && { 'parley.flow': run.flow, 'parley.flow.step': run.asked.step }),
        ...(ended.length > 0 && {
          'parley.flow.ended': ended.map(({ flow, end }) => `${flow}: ${end}`).join(', '),
        }),
        ...(refusal !== undefined && { 'parley.refusal': refusal }),
      },
    };
  }

  private contextOf(sender: string, nowMs: number): DialogueContext {
    const { directory, templates } = this;
    return {
      nowMs,
      sender: directory.senders.get(sender),
      flow: (name) => directory.flows.get(name),
      program: (name) => directory.programs.get(name),
      preference: (name) => directory.preferences.get(name),
      render: (template, variables) => templates.render(template, variables),
    };
  }
}

function whyOf(refusal: string): string {
  switch (refusal) {
    case 'FLOW_LINE_FULL':
      return 'too many flows wait in this conversation; send it again later';
    case 'FLOW_OF_OTHER_SENDER':
      return "name a flow of the request's sender";
    case 'OPTED_OUT':
      return 'the subscriber has opted out';
    case 'CASE_UNKNOWN':
      return 'the case is not open in this conversation; answer an open one';
    default:
      return 'no such flow is configured; apply it with `parley apply` and send the request again';
  }
}

import { durationMs } from '@parley/sms';
import { decideFlow, type FlowDecision, type FlowRefusal } from '../flow/decide-flow.js';
import type { FlowContext } from '../flow/flow.context.js';
import type { FlowEnd } from '../flow/flow.effect.js';
import type { FlowInput } from '../flow/flow.input.js';
import { consentOf, isActive, type Dialogue } from './dialogue.js';
import { inOrder, type DialogueEffect } from './dialogue.effect.js';
import type { DialogueInput } from './dialogue.input.js';

/** The surroundings of a turn; what follows from the dialogue itself is taken from there. */
export type DialogueContext = Omit<FlowContext, 'held' | 'preferences' | 'consentOf'>;

/** The event that brought the input; a case that it opens has its id. */
export interface Cause {
  readonly id: string;
  /** What the person wrote, where it was a text. */
  readonly text?: string | undefined;
}

export interface DialogueDecision {
  /** The same object when nothing changed. */
  readonly dialogue: Dialogue;
  readonly effects: readonly DialogueEffect[];
  readonly ended: readonly { readonly flow: string; readonly end: FlowEnd }[];
  readonly refusal?: FlowRefusal | 'CASE_UNKNOWN' | undefined;
}

const IDLE = '1 day';

/**
 * The next state of a conversation that flows or people are in the middle of. Pure. An opt-out ends every flow and
 * the case at once; while a person has the conversation flows are quiet, and go on when it is released.
 */
export function decideDialogue(
  dialogue: Dialogue,
  input: DialogueInput,
  context: DialogueContext,
  cause: Cause,
): DialogueDecision {
  const turn = new DialogueTurn(dialogue, context, cause);
  turn.take(input);
  return turn.decision();
}

class DialogueTurn {
  private dialogue: Dialogue;
  private readonly effects: DialogueEffect[] = [];
  private readonly ended: FlowDecision['ended'][number][] = [];
  private refusal: DialogueDecision['refusal'];

  constructor(
    before: Dialogue,
    private readonly context: DialogueContext,
    private readonly cause: Cause,
  ) {
    this.dialogue = before;
  }

  decision(): DialogueDecision {
    const { dialogue, effects, ended, refusal } = this;
    return { dialogue, effects: inOrder(effects), ended, ...(refusal !== undefined && { refusal }) };
  }

  take(input: DialogueInput): void {
    switch (input.kind) {
      case 'stop':
        return this.stop();
      case 'consent':
        return this.consentChanged(input);
      case 'message':
        return this.message('subscriber', this.cause.text ?? '');
      case 'not_understood':
        if (!this.dialogue.support) this.open({ reason: 'not_understood' });
        return;
      case 'reply':
        return this.reply(input);
      case 'idle':
        return this.idle(input);
      case 'timer':
      case 'answer':
        // Automation is quiet while a person has the conversation; the time comes again when it is released.
        if (!this.dialogue.support) this.flow(input);
        return;
      case 'start':
      case 'coupon':
        return this.flow(input);
    }
  }

  private stop(): void {
    if (!isActive(this.dialogue)) return;
    this.flow({ kind: 'stop' });
    this.close('opted_out');
  }

  private consentChanged({ program, to, starts }: Extract<DialogueInput, { kind: 'consent' }>): void {
    const { known } = this.dialogue;
    const consents = { ...known.consents, [program]: to };
    this.dialogue = { ...this.dialogue, known: { ...known, consents } };
    if (to === 'out') return this.stop();
    if (to !== 'in') return;
    // What the flow itself asked for does not begin it again.
    const begins = starts !== undefined && this.dialogue.flows.run?.flow !== starts.flow;
    if (!this.dialogue.support) this.flow({ kind: 'consent', program });
    if (begins) this.flow({ kind: 'start', start: starts, replaces: false });
  }

  private message(by: 'subscriber' | 'agent', text: string, agent?: string): void {
    const { support } = this.dialogue;
    if (!support) return;
    this.effects.push({
      kind: 'case/message',
      id: support.id,
      by,
      text,
      ...(agent !== undefined && { agent }),
    });
    this.dialogue = { ...this.dialogue, support: { ...support, idleAt: this.idleAt() } };
  }

  private reply(input: Extract<DialogueInput, { kind: 'reply' }>): void {
    if (this.dialogue.support?.id !== input.caseId) {
      this.refusal = 'CASE_UNKNOWN';
      return;
    }
    if (input.text !== undefined) {
      this.effects.push({ kind: 'text', text: input.text });
      this.message('agent', input.text, input.agent);
    }
    if (input.release) this.release('released');
  }

  private idle({ caseId, dueAtMs }: Extract<DialogueInput, { kind: 'idle' }>): void {
    const { support } = this.dialogue;
    if (support?.id === caseId && support.idleAt === dueAtMs) this.release('idle');
  }

  private release(reason: 'released' | 'idle'): void {
    this.close(reason);
    this.flow({ kind: 'resume' });
  }

  private open(why: { reason: 'handoff' | 'not_understood'; flow?: string; step?: string }): void {
    const { id, text } = this.cause;
    const { nowMs } = this.context;
    this.effects.push({ kind: 'case/opened', id, ...why, ...(text !== undefined && { text }) });
    if (text !== undefined) this.effects.push({ kind: 'case/message', id, by: 'subscriber', text });
    this.dialogue = { ...this.dialogue, support: { id, openedAt: nowMs, idleAt: this.idleAt() } };
  }

  private close(reason: 'released' | 'idle' | 'opted_out'): void {
    const { support, ...rest } = this.dialogue;
    if (!support) return;
    this.effects.push({ kind: 'case/closed', id: support.id, reason });
    this.dialogue = rest;
  }

  private idleAt(): number {
    const { sender, nowMs } = this.context;
    return nowMs + durationMs(sender?.supportIdle ?? IDLE);
  }

  private flow(input: FlowInput): void {
    const { dialogue } = this;
    const { state, effects, ended, refusal } = decideFlow(dialogue.flows, input, {
      ...this.context,
      held: dialogue.support !== undefined,
      preferences: dialogue.known.preferences,
      consentOf: (program) => consentOf(dialogue, program),
    });
    if (state !== dialogue.flows) this.dialogue = { ...dialogue, flows: state };
    this.ended.push(...ended);
    if (refusal) this.refusal = refusal;
    for (const effect of effects) {
      if (effect.kind !== 'handoff') this.effects.push(effect);
      else if (!this.dialogue.support) this.open({ reason: 'handoff', flow: effect.flow, step: effect.step });
    }
  }
}

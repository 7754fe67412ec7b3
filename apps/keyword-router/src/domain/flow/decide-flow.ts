import { advance, type Advanced } from './advance.js';
import type { FlowContext } from './flow.context.js';
import type { FlowEffect, FlowEnd } from './flow.effect.js';
import type { FlowInput } from './flow.input.js';
import { LONGEST_LINE, NO_FLOW, type FlowRun, type FlowStart, type FlowState } from './flow.state.js';
import { kindOf } from './step-kinds.js';
import { Walk, type Way } from './walk.js';

export type FlowRefusal = 'FLOW_UNKNOWN' | 'FLOW_OF_OTHER_SENDER' | 'FLOW_LINE_FULL' | 'OPTED_OUT';

export interface FlowDecision {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
  /** Runs that are over by it, and why. */
  readonly ended: readonly { readonly flow: string; readonly end: FlowEnd }[];
  /** Why what was asked for did not begin. */
  readonly refusal?: FlowRefusal | undefined;
}

/**
 * The next state of a conversation's flows. Pure and total: what a step does not wait for changes nothing, a stop ends
 * everything, and there is one run at most, so two flows never wait on one conversation.
 */
export function decideFlow(state: FlowState, input: FlowInput, context: FlowContext): FlowDecision {
  return new FlowTurn(state, context).take(input);
}

/** Whether this flow can begin here now. */
function refusalOf(start: FlowStart, context: FlowContext): FlowRefusal | undefined {
  const flow = context.flow(start.flow);
  if (!flow) return 'FLOW_UNKNOWN';
  if (flow.sender !== context.sender?.sender) return 'FLOW_OF_OTHER_SENDER';
  // A STOP may overtake what was asked for before it; and nobody is pushed into a flow of a program that they left.
  const left =
    start.moId === undefined && flow.program !== undefined && context.consentOf(flow.program) === 'out';
  return left || context.consentOf('*') === 'out' ? 'OPTED_OUT' : undefined;
}

class FlowTurn {
  private readonly effects: FlowEffect[] = [];
  private readonly ended: { flow: string; end: FlowEnd }[] = [];
  private run: FlowRun | undefined;
  private line: readonly FlowStart[];
  private handedOff = false;

  constructor(
    private readonly before: FlowState,
    private readonly context: FlowContext,
  ) {
    this.run = before.run;
    this.line = before.line;
  }

  take(input: FlowInput): FlowDecision {
    if (input.kind === 'stop') return this.stop();
    if (input.kind === 'start') {
      const refusal = this.start(input.start, input.replaces);
      if (refusal) return { state: this.before, effects: [], ended: [], refusal };
    } else if (input.kind === 'resume') {
      this.wakeAgain();
    } else if (this.run && this.isFor(this.run, input)) {
      this.move(this.run, input);
    }
    this.beginNext();
    return { state: this.state(), effects: this.effects, ended: this.ended };
  }

  private stop(): FlowDecision {
    if (this.run) this.ended.push({ flow: this.run.flow, end: 'stopped' });
    return { state: NO_FLOW, effects: [], ended: this.ended };
  }

  private start(start: FlowStart, replaces: boolean): FlowRefusal | undefined {
    const refusal = refusalOf(start, this.context);
    if (refusal) return refusal;
    if (replaces && this.run) {
      this.ended.push({ flow: this.run.flow, end: 'replaced' });
      this.run = undefined;
    }
    if (this.line.length >= LONGEST_LINE) return 'FLOW_LINE_FULL';
    this.line = replaces ? [start, ...this.line] : [...this.line, start];
    return undefined;
  }

  private move(run: FlowRun, input: FlowInput): void {
    const answering = input.kind === 'answer' || input.kind === 'coupon';
    const walk = new Walk(notedOf(run), this.context.flow(run.flow), this.context, answering);
    const way = kindOf(run.asked).take?.(run.asked, input, walk);
    if (way !== undefined) this.settle(run.flow, advance(way, run.asked, walk), walk);
  }

  /** A time that passed while automation was quiet is due now, as a new time: the old one was heard already. */
  private wakeAgain(): void {
    const { run, context } = this;
    if (run?.asked.kind === 'subscribe' && context.consentOf(run.asked.program) === 'in') {
      return this.move(run, { kind: 'consent', program: run.asked.program });
    }
    if (run?.wakeAt !== undefined && run.wakeAt <= context.nowMs)
      this.run = { ...run, wakeAt: context.nowMs };
  }

  /** Whether what came is meant for the step that waits; a time or a coupon of an earlier step is not. */
  private isFor(run: FlowRun, input: FlowInput): boolean {
    if (input.kind === 'timer' && input.dueAtMs !== run.wakeAt) return false;
    if (input.kind !== 'timer' && input.kind !== 'coupon') return true;
    return input.run === run.id && input.step === run.asked.step;
  }

  private beginNext(): void {
    while (!this.run && !this.handedOff && !this.context.held) {
      const [start, ...line] = this.line;
      if (start === undefined) return;
      this.line = line;
      if (refusalOf(start, this.context)) continue; // taken out of parley.yaml while it waited for its turn
      const noted = { id: start.id, flow: start.flow, tries: 0, answers: {}, told: {}, values: start.values };
      const walk = new Walk(noted, this.context.flow(start.flow), this.context, start.moId !== undefined);
      const first: Way = { go: undefined };
      this.settle(start.flow, advance(first, undefined, walk), walk);
    }
  }

  private settle(flow: string, advanced: Advanced, walk: Walk): void {
    this.effects.push(...walk.effects);
    if ('run' in advanced) {
      this.run = advanced.run;
      return;
    }
    this.run = undefined;
    this.handedOff ||= advanced.end === 'handoff';
    this.ended.push({ flow, end: advanced.end });
  }

  /** The same object when nothing changed, so that nothing is saved. */
  private state(): FlowState {
    if (this.run === this.before.run && this.line === this.before.line) return this.before;
    return { ...(this.run && { run: this.run }), line: this.line };
  }
}

function notedOf({ asked: _asked, wakeAt: _wakeAt, ...noted }: FlowRun): Walk['noted'] {
  return noted;
}

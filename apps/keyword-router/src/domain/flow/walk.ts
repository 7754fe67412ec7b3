import type { FlowStep } from '@parley/contracts';
import type { FlowContext, TemplateVariables } from './flow.context.js';
import type { FlowEffect, FlowEnd } from './flow.effect.js';
import type { Flow, FlowRun } from './flow.state.js';

/** Where a step leads: to a step by name, to the one below, to a wait, or to the end. */
export type Way =
  | { readonly go: string | undefined }
  | { readonly waitUntil: number | undefined }
  | { readonly end: FlowEnd };

/** A run while it moves: what steps may look at, say and note down. */
export type Noted = Omit<FlowRun, 'asked' | 'wakeAt'>;

const MOST_CHARACTERS = 1600;

/** One run's move from a step to the next that waits, and what it says on its way. */
export class Walk {
  readonly effects: FlowEffect[] = [];

  constructor(
    public noted: Noted,
    readonly flow: Flow | undefined,
    readonly context: FlowContext,
    /** The text that this move answers; what is said without one goes under the flow's program. */
    readonly answering: boolean,
  ) {}

  say(template: string): void {
    const text = this.context.render(template, this.variables()).trim().slice(0, MOST_CHARACTERS);
    if (text === '') return;
    const program = this.answering ? undefined : this.flow?.program;
    this.effects.push({ kind: 'text', text, ...(program !== undefined && { program }) });
  }

  note(change: Partial<Noted>): void {
    this.noted = { ...this.noted, ...change };
  }

  /** Keeps an answer, and the preference that it tells. */
  keep(step: FlowStep & { preference?: string | undefined }, value: string | number): void {
    this.note({ tries: 0, answers: { ...this.noted.answers, [step.step]: String(value) } });
    if (step.preference === undefined) return;
    this.note({ told: { ...this.noted.told, [step.preference]: value } });
    this.effects.push({ kind: 'preference', preference: step.preference, value });
  }

  preference(name: string): string | number | undefined {
    return this.noted.told[name] ?? this.context.preferences[name];
  }

  private variables(): TemplateVariables {
    const { noted, context, flow } = this;
    const program = flow?.program === undefined ? undefined : context.program(flow.program);
    return {
      preference: { ...context.preferences, ...noted.told },
      program: { name: program?.name ?? '', program: program?.program ?? '' },
      sender: { brand: context.sender?.brand ?? '', sender: context.sender?.sender ?? '' },
      answer: noted.answers,
      values: noted.values,
      coupon: noted.coupon ?? '',
    };
  }
}

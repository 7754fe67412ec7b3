import type { FlowConfigured, FlowStep } from '@parley/contracts';

export type Flow = FlowConfigured;
export type StepOf<K extends FlowStep['kind']> = Extract<FlowStep, { kind: K }>;
export type Told = Readonly<Record<string, string | number>>;

/** A flow that is to begin. */
export interface FlowStart {
  /** The event that asked for it; the run's id from then on. */
  readonly id: string;
  readonly flow: string;
  readonly values: Readonly<Record<string, string>>;
  /** The text that it answers. */
  readonly moId?: string | undefined;
}

/** A flow under way. Between two inputs it always waits at one step. */
export interface FlowRun {
  readonly id: string;
  readonly flow: string;
  /**
   * The step that waits, as it was when it was reached: an answer is read by the question that was asked.
   * Where it leads is looked up, by name, in the flow as it is when the answer comes.
   */
  readonly asked: FlowStep;
  /** When its time is over, ms since the epoch; absent: it waits for something that is sure to come. */
  readonly wakeAt?: number | undefined;
  /** Wrong answers so far. */
  readonly tries: number;
  /** By the step that asked. */
  readonly answers: Readonly<Record<string, string>>;
  /** Preferences told in this run; the copy of all preferences learns of them later. */
  readonly told: Told;
  readonly values: Readonly<Record<string, string>>;
  readonly coupon?: string | undefined;
}

/** What a conversation keeps of flows: plain JSON. One run at most, and what begins after it. */
export interface FlowState {
  readonly run?: FlowRun | undefined;
  readonly line: readonly FlowStart[];
}

export const NO_FLOW: FlowState = Object.freeze({ line: Object.freeze([]) });

/** Flows that may wait for their turn in one conversation; more are refused. */
export const LONGEST_LINE = 5;

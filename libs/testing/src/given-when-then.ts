import { deepStrictEqual } from 'node:assert';

/** A decider: from the state and a command to what happened, and from what happened to the next state. */
export interface Decider<State, Command, Event> {
  readonly initialState: State;
  decide(state: State, command: Command): readonly Event[];
  evolve(state: State, event: Event): State;
}

export interface Given<State, Command, Event> {
  when(command: Command): When<State, Event>;
}

export interface When<State, Event> {
  /** What happened, all of it and in this order. */
  then(...events: Event[]): void;
  thenNothing(): void;
  /** The state that follows. */
  thenState(state: State): void;
}

/** `given(decider, …what happened before).when(command).then(…what happens now)`. */
export function given<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  ...history: readonly Event[]
): Given<State, Command, Event> {
  const evolve = (state: State, event: Event): State => decider.evolve(state, event);
  const before = history.reduce(evolve, decider.initialState);
  return {
    when(command) {
      const events = decider.decide(before, command);
      return {
        then: (...expected) => deepStrictEqual([...events], expected),
        thenNothing: () => deepStrictEqual([...events], []),
        thenState: (expected) => deepStrictEqual(events.reduce(evolve, before), expected),
      };
    },
  };
}

import { given, type Decider } from './given-when-then.js';

const counter: Decider<number, 'add' | 'nothing', number> = {
  initialState: 0,
  decide: (state, command) => (command === 'add' ? [state + 1] : []),
  evolve: (_state, event) => event,
};

describe('given, when, then', () => {
  it('decides on what happened before', () => {
    given(counter).when('add').then(1);
    given(counter, 1, 2).when('add').then(3);
    given(counter, 1, 2).when('add').thenState(3);
    given(counter, 1).when('nothing').thenNothing();
  });

  it('fails where something else happens', () => {
    expect(() => given(counter).when('add').then(2)).toThrow();
    expect(() => given(counter).when('add').then(1, 2)).toThrow();
    expect(() => given(counter).when('add').thenNothing()).toThrow();
    expect(() => given(counter).when('add').thenState(0)).toThrow();
  });
});

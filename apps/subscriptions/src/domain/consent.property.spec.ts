import type { ConsentSource } from '@parley/contracts';
import fc from 'fast-check';
import type { ConsentCommand } from './consent.command.js';
import { apply, decide } from './consent.decide.js';
import { countMiss, countRepeat, evolve } from './consent.evolve.js';
import { EVERYTHING, initialState, isStopped, standingOf, type Consents } from './consent.state.js';
import { BEGIN, club, FORM, sender as warmSweaters } from './consent.story.js';

// Names that objects are born with: a state kept by name must not stumble over them.
const SENDERS = ['12345', 'constructor'];
const PROGRAMS = ['club', 'news', 'constructor'];
const SOURCES: ConsentSource[] = ['keyword', 'web_form', 'api', 'import', 'email', 'voice', 'deactivation'];
const DAY = 24 * 60 * 60 * 1000;

const sender = fc.constantFrom(...SENDERS);
const program = fc.constantFrom(...PROGRAMS);
const source = fc.constantFrom(...SOURCES);
const command: fc.Arbitrary<ConsentCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('subscribe' as const),
    sender,
    program,
    source,
    disclosure: fc.option(fc.constantFrom(FORM, { ...FORM, text: ' ' }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('confirm' as const), sender, source: fc.constant('keyword' as const) }),
  fc.record({ kind: fc.constant('opt_in' as const), sender, source: fc.constant('keyword' as const) }),
  fc.record({
    kind: fc.constant('opt_out' as const),
    sender,
    program: fc.option(program, { nil: undefined }),
    source,
  }),
);
const answer = fc.record({
  kind: fc.constant('answer' as const),
  sender,
  text: fc.constantFrom('maybe', '12/31/1990', '12/31/2020', 'yes 1/2/1990'),
  source: fc.constant('keyword' as const),
});
const step = fc.record({
  command: fc.oneof({ weight: 5, arbitrary: command }, answer),
  days: fc.constantFrom(0, 0, 0, 1, 29, 30),
});
const setting = fc.record({
  modes: fc.array(fc.constantFrom('single' as const, 'double' as const), { minLength: 3, maxLength: 3 }),
  configured: fc.subarray(PROGRAMS, { minLength: 1 }),
  gated: fc.subarray(PROGRAMS),
  steps: fc.array(step, { maxLength: 40, size: 'max' }),
});

interface Turn {
  readonly command: ConsentCommand;
  readonly before: Consents;
  readonly decision: ReturnType<typeof decide>;
  readonly after: Consents;
  /** Decides the same command once more, right away. */
  readonly again: () => ReturnType<typeof decide>;
}

/** Plays a story and looks at every turn of it. */
function everyTurn(look: (turn: Turn) => void): void {
  const story = fc.property(setting, ({ modes, configured, gated, steps }) => {
    let consents: Consents = initialState;
    let now = BEGIN;
    for (const { command: said, days } of steps) {
      now += days * DAY;
      const programs = configured.map((name) => ({
        ...club,
        program: name,
        sender: said.sender,
        optIn: modes[PROGRAMS.indexOf(name)]!,
        ...(gated.includes(name) && { ageGate: { minimumAge: 21, refusedText: 'no' } }),
      }));
      const context = { sender: warmSweaters, programs, now };
      const before = consents;
      const decision = decide(before, said, context);
      const after = apply(before, said.sender, decision);
      look({ command: said, before, decision, after, again: () => decide(after, said, context) });
      consents = after;
    }
  });
  fc.assert(story, { numRuns: 300 });
}

const stateOf = (consents: Consents, at: string, name: string) =>
  standingOf(consents, at, name)?.state ?? 'none';

describe('whatever is said, in whatever order', () => {
  it('the version grows by one with each entry, and only with entries', () => {
    everyTurn(({ before, decision, after }) => {
      expect(decision.entries.map((entry) => entry.version)).toEqual(
        decision.entries.map((_, i) => before.version + i + 1),
      );
      expect(after.version).toBe(before.version + decision.entries.length);
    });
  });

  it('each entry starts from the state that stood, and changes it', () => {
    everyTurn(({ before, decision }) => {
      let consents = before;
      for (const entry of decision.entries) {
        expect(entry.from).toBe(stateOf(consents, entry.sender, entry.program));
        expect(entry.to).not.toBe(entry.from);
        consents = evolve(consents, entry);
      }
    });
  });

  it('nobody is asked or let in by another service without the words that were agreed to', () => {
    everyTurn(({ command: said, decision }) => {
      if (said.kind !== 'subscribe' || said.source === 'keyword') return;
      for (const entry of decision.entries) {
        if (entry.source !== 'expiry') expect(entry).toMatchObject({ disclosure: FORM.text });
      }
    });
  });

  it('out is left only by a word or a request to come in, never by an import or time', () => {
    everyTurn(({ command: said, decision }) => {
      for (const entry of decision.entries.filter(({ from }) => from === 'out')) {
        expect(['subscribe', 'confirm', 'answer', 'opt_in']).toContain(said.kind);
        expect(['import', 'deactivation', 'expiry']).not.toContain(entry.source);
      }
    });
  });

  it('out becomes in only by the phone', () => {
    const optedOut = new Map<string, boolean>();
    everyTurn(({ command: said, before, decision, after }) => {
      if (before.version === 0) optedOut.clear();
      for (const entry of decision.entries) {
        const name = `${entry.sender}/${entry.program}`;
        if (entry.to === 'in' && optedOut.get(name)) expect(said.source).toBe('keyword');
        if (entry.to === 'out') optedOut.set(name, true);
        if (entry.to === 'in') optedOut.delete(name);
        if (entry.to === 'none' && said.kind === 'opt_in') optedOut.delete(name);
      }
      if (isStopped(before, said.sender) && !isStopped(after, said.sender))
        expect(said.source).toBe('keyword');
    });
  });

  it('after an opt-out nothing in its scope is in or pending', () => {
    everyTurn(({ command: said, after }) => {
      if (said.kind !== 'opt_out') return;
      for (const name of said.program === undefined ? PROGRAMS : [said.program]) {
        expect(['none', 'out']).toContain(stateOf(after, said.sender, name));
      }
      const stands =
        isStopped(after, said.sender) ||
        (said.program !== undefined && stateOf(after, said.sender, said.program) === 'out');
      expect(stands).toBe(true);
    });
  });

  it('nothing is in while everything is stopped', () => {
    everyTurn(({ after }) => {
      for (const at of SENDERS.filter((name) => isStopped(after, name))) {
        for (const name of PROGRAMS) expect(stateOf(after, at, name)).not.toBe('in');
      }
    });
  });

  it('an opt-out said twice adds nothing and says nothing', () => {
    everyTurn(({ command: said, again }) => {
      if (said.kind === 'opt_out') expect(again()).toEqual({ entries: [] });
    });
  });

  it('an opt-out lists every change in its one confirmation, everything first', () => {
    everyTurn(({ command: said, decision }) => {
      if (said.kind !== 'opt_out') return;
      const places = decision.entries.map((entry) => entry.program);
      expect(places.indexOf(EVERYTHING)).toBeLessThanOrEqual(0);
      if (said.source !== 'import' && said.source !== 'deactivation') {
        expect(decision.reply !== undefined).toBe(decision.entries.length > 0);
      }
    });
  });

  it('the senders do not touch each other', () => {
    everyTurn(({ command: said, before, after }) => {
      const other = SENDERS.find((name) => name !== said.sender)!;
      const of = (consents: Consents) => consents.standings.filter((standing) => standing.sender === other);
      expect(of(after)).toEqual(of(before));
    });
  });

  it('the ledger alone, as JSON, tells the state (repeated prompts and wrong answers are counted beside it)', () => {
    let replayed: Consents = initialState;
    everyTurn(({ command: said, before, decision, after }) => {
      if (before.version === 0) replayed = initialState;
      replayed = decision.entries
        .map((entry) => JSON.parse(JSON.stringify(entry)) as typeof entry)
        .reduce(evolve, replayed);
      if (decision.repeated !== undefined)
        replayed = countRepeat(replayed, said.sender, decision.repeated, decision.reply);
      if (decision.missed !== undefined) replayed = countMiss(replayed, said.sender, decision.missed);
      expect(replayed).toEqual(after);
    });
  });
});

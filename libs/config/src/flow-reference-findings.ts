import type { Entries, Entry } from './entries.js';
import type { FlowEntry } from './parley-file.schema.js';
import type { Finding, Path, ProblemCode } from './problem.js';
import { unknown } from './reference-findings.js';

/** What flows name, and who names flows: programs, preferences, pools, flows. */
export function flowReferenceFindings(entries: Entries): Finding[] {
  const { names, flows } = entries;
  const programs = flows.flatMap(programsOf);
  return [
    ...unknown(flowsNamed(entries), names.flows, 'FLOW_UNKNOWN', 'flow'),
    ...unknown(programs, names.programs, 'PROGRAM_UNKNOWN', 'program'),
    ...unknown(flows.flatMap(preferencesOf), names.preferences, 'PREFERENCE_UNKNOWN', 'preference'),
    ...unknown(flows.flatMap(poolsOf), names.coupons, 'POOL_UNKNOWN', 'coupon'),
    ...ofOtherSenders(entries, programs),
  ];
}

function flowsNamed({ keywords, programs }: Entries): Entry<string>[] {
  return [
    ...keywords.flatMap(({ path, value }) => named([...path, 'flow'], value.flow)),
    ...programs.flatMap(({ path, value }) => named([...path, 'startsFlow'], value.startsFlow)),
  ];
}

function programsOf({ path, value }: Entry<FlowEntry>): Entry<string>[] {
  return [
    ...named([...path, 'program'], value.program),
    ...value.steps.flatMap((step, index) => {
      const at = [...path, 'steps', index];
      if (step.kind === 'subscribe') return named([...at, 'program'], step.program);
      if (step.kind !== 'branch') return [];
      return step.when.flatMap((condition, place) =>
        condition.on === 'consent' ? named([...at, 'when', place, 'program'], condition.program) : [],
      );
    }),
  ];
}

function preferencesOf({ path, value }: Entry<FlowEntry>): Entry<string>[] {
  return value.steps.flatMap((step, index) => {
    const at = [...path, 'steps', index];
    if (step.kind === 'ask' || step.kind === 'choose') return named([...at, 'preference'], step.preference);
    if (step.kind !== 'branch') return [];
    return step.when.flatMap((condition, place) =>
      condition.on === 'preference' ? named([...at, 'when', place, 'preference'], condition.preference) : [],
    );
  });
}

function poolsOf({ path, value }: Entry<FlowEntry>): Entry<string>[] {
  return value.steps.flatMap((step, index) =>
    step.kind === 'coupon' ? named([...path, 'steps', index, 'pool'], step.pool) : [],
  );
}

/** A flow speaks by its sender: what begins it, and what it asks consent for, must be of the same. */
function ofOtherSenders({ flows, programs, keywords }: Entries, used: readonly Entry<string>[]): Finding[] {
  const flowSender = new Map(flows.map(({ value }) => [value.flow, value.sender]));
  const programSender = new Map(programs.map(({ value }) => [value.program, value.sender]));
  const finding = (path: Path, code: ProblemCode, what: string, own: string, other: string): Finding => {
    const message = `The ${what} belongs to the sender "${own}", and it is named on "${other}"; use one sender for both.`;
    return { path, on: 'value', code, message };
  };
  const differ = (own: string | undefined, other: string): own is string =>
    own !== undefined && own !== other;
  return [
    ...[...keywords, ...programs].flatMap(({ path, value }) => {
      const [field, name] =
        'keyword' in value ? (['flow', value.flow] as const) : (['startsFlow', value.startsFlow] as const);
      const own = flowSender.get(name ?? '');
      return differ(own, value.sender)
        ? [finding([...path, field], 'FLOW_OF_OTHER_SENDER', `flow "${name}"`, own, value.sender)]
        : [];
    }),
    ...used.flatMap(({ path, value }) => {
      const sender = flows.find((flow) => flow.path[1] === path[1])?.value.sender ?? '';
      const own = programSender.get(value);
      return differ(own, sender)
        ? [finding(path, 'PROGRAM_OF_OTHER_SENDER', `program "${value}"`, own, sender)]
        : [];
    }),
  ];
}

function named(path: Path, value: string | undefined): Entry<string>[] {
  return value === undefined ? [] : [{ path, value }];
}

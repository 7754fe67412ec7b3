import { Liquid } from 'liquidjs';
import { didYouMean } from '@parley/sms';
import type { Entries, Entry } from './entries.js';
import type { FlowEntry } from './parley-file.schema.js';
import type { Finding, Path } from './problem.js';
import { isTemplate, TEMPLATE_OPTIONS } from './router-rules.js';

const liquid = new Liquid(TEMPLATE_OPTIONS);

/** What templates may say, by first word; undefined: any name, as whoever requests the flow gives them. */
type Sayable = ReadonlyMap<string, readonly string[] | undefined>;

/** Templates that cannot be read, and names in them that nothing goes by. */
export function templateFindings({ flows, names }: Entries): Finding[] {
  const preferences = names.preferences.map(({ value }) => value);
  return flows.flatMap((flow) => {
    const sayable = sayableIn(flow.value, preferences);
    return textsOf(flow).flatMap(({ path, value }) => (isTemplate(value) ? check(value, path, sayable) : []));
  });
}

function sayableIn({ steps, program }: FlowEntry, preferences: readonly string[]): Sayable {
  const asks = steps.filter(({ kind }) => kind === 'ask' || kind === 'choose').map(({ step }) => step);
  return new Map<string, readonly string[] | undefined>([
    ['preference', preferences],
    ['answer', asks],
    ['sender', ['brand', 'sender']],
    ['values', undefined],
    ...(program === undefined ? [] : [['program', ['name', 'program']] as const]),
    ...(steps.some(({ kind }) => kind === 'coupon') ? [['coupon', []] as const] : []),
  ]);
}

function textsOf({ path, value }: Entry<FlowEntry>): Entry<string>[] {
  return value.steps.flatMap((step, index) =>
    (['text', 'invalidText'] as const).flatMap((field) => {
      const text = field in step ? (step as Record<string, unknown>)[field] : undefined;
      return typeof text === 'string' ? [{ path: [...path, 'steps', index, field], value: text }] : [];
    }),
  );
}

function check(template: string, path: Path, sayable: Sayable): Finding[] {
  let used: readonly string[][];
  try {
    used = liquid.globalVariableSegmentsSync(liquid.parse(template)).map((segments) => segments.map(String));
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]!.replace(/,? line:\d+, col:\d+/, '');
    return [
      {
        path,
        on: 'value',
        code: 'TEMPLATE_INVALID',
        message: `This text is not readable as Liquid: ${reason}.`,
      },
    ];
  }
  return used.flatMap((segments): Finding[] => {
    const unknown = unknownIn(segments, sayable);
    if (unknown === undefined) return [];
    const message = `No text of this flow can say {{ ${segments.join('.')} }}${unknown}`;
    return [{ path, on: 'value', code: 'TEMPLATE_VARIABLE_UNKNOWN', message }];
  });
}

/** What to do about it; undefined when the name is known. */
function unknownIn([first = '', second, ...more]: readonly string[], sayable: Sayable): string | undefined {
  if (!sayable.has(first)) {
    return didYouMean(first, sayable.keys()) || `; it knows ${[...sayable.keys()].join(', ')}.`;
  }
  const names = sayable.get(first);
  if (names === undefined)
    return second === undefined ? '; name a value, as in {{ values.order }}.' : undefined;
  if (more.length === 0 && (names.length === 0 ? second === undefined : names.includes(second ?? '')))
    return undefined;
  return didYouMean(second ?? '', names) || (names.length > 0 ? `; ${first} has ${names.join(', ')}.` : '.');
}

import { strictFlowStep } from '@parley/contracts';
import type { z } from 'zod';
import { didYouMean } from '@parley/sms';
import { parleyFileSchema, sections } from './parley-file.schema.js';
import type { Finding, Path } from './problem.js';

type Issue = z.core.$ZodIssue;

/** The values of the fields that tell forms apart. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  kind: strictFlowStep.options.map((step) => step.shape.kind.value),
  on: ['preference', 'answer', 'consent', 'time'],
};

/** What of the file's shape is wrong, in sentences; `written` gives a scalar as it was typed. */
export function shapeFindings(
  issues: readonly Issue[],
  data: unknown,
  written: (path: Path) => string | undefined,
): Finding[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    return findingsOf(issue, path, valueAt(data, path), written(path));
  });
}

function findingsOf(issue: Issue, path: Path, value: unknown, written: string | undefined): Finding[] {
  const name = nameOf(path);
  const on = 'value' as const;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        on: 'key',
        code: 'FIELD_UNKNOWN',
        message: `"${key}" is not a field of ${placeOf(path)}${hint(key, fieldsAt(path))}`,
      }));
    case 'invalid_type':
      return [typeFinding(issue.expected, path, value, written)];
    case 'invalid_value':
      return [valueFinding(issue.values, path, value)];
    case 'invalid_union':
      return unionFindings(issue, path, value);
    case 'too_small':
    case 'too_big':
      return [{ path, on, code: 'FIELD_INVALID', message: sizeSentence(issue, name) }];
    case 'invalid_format':
      return [
        {
          path,
          on,
          code: 'FIELD_INVALID',
          message: `${name}: ${shown(value)} is ${issue.message}.`,
        },
      ];
    default:
      return [{ path, on, code: 'FIELD_INVALID', message: `${name} is not right: ${issue.message}.` }];
  }
}

function typeFinding(expected: string, path: Path, value: unknown, written: string | undefined): Finding {
  const name = nameOf(path);
  if (value === undefined) {
    return {
      path,
      on: 'value',
      code: 'FIELD_MISSING',
      message: `${name} is missing in ${placeOf(path.slice(0, -1))}.`,
    };
  }
  if (expected === 'string' && written && (typeof value === 'number' || typeof value === 'boolean')) {
    const message = `${name} is read as a ${typeof value}; put it in quotes: "${written}".`;
    return { path, on: 'value', code: 'FIELD_NEEDS_QUOTES', message };
  }
  const message = `${name} must be ${typeName(expected)}, not ${kindOf(value)}.`;
  return { path, on: 'value', code: 'FIELD_WRONG_TYPE', message };
}

/** A step of an unknown kind, a condition on an unknown thing; other unions say what their nearest form lacks. */
function unionFindings(issue: Issue, path: Path, value: unknown): Finding[] {
  const kinds = KINDS[String(path.at(-1))];
  if (kinds) return [valueFinding(kinds, path, value)];
  return [
    { path, on: 'value', code: 'FIELD_INVALID', message: `${nameOf(path)} is not right: ${issue.message}.` },
  ];
}

function valueFinding(values: readonly unknown[], path: Path, value: unknown): Finding {
  const name = nameOf(path);
  const on = 'value' as const;
  if (value === undefined) {
    return {
      path,
      on,
      code: 'FIELD_MISSING',
      message: `${name} is missing in ${placeOf(path.slice(0, -1))}.`,
    };
  }
  if (path.length === 1 && path[0] === 'version') {
    const message = `Version ${shown(value)} of this format is not known; write "version: 1".`;
    return { path, on, code: 'VERSION_UNSUPPORTED', message };
  }
  const allowed = values.map(String);
  const guess = typeof value === 'string' ? hint(value, allowed) : '.';
  const message = `${name} must be ${allowed.join(' or ')}, not ${shown(value)}${guess}`;
  return { path, on, code: 'VALUE_UNKNOWN', message };
}

function sizeSentence(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, name: string): string {
  const [bound, limit] =
    issue.code === 'too_small'
      ? [issue.inclusive ? 'at least' : 'more than', issue.minimum]
      : [issue.inclusive ? 'at most' : 'less than', issue.maximum];
  const unit =
    issue.origin === 'string' ? ' characters long' : issue.origin === 'array' ? ' entries long' : '';
  return `${name} must be ${bound} ${limit}${unit}.`;
}

function hint(word: string, candidates: readonly string[]): string {
  return didYouMean(word, candidates) || '.';
}

function fieldsAt(path: Path): string[] {
  if (path.length === 0) return Object.keys(parleyFileSchema.shape);
  const section = sections[path[0] as keyof typeof sections];
  return path.length === 2 ? Object.keys(section.shape) : [];
}

/** `"welcomeText"`, or `An entry of "confirmWords"`. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The file';
  return typeof last === 'string' ? `"${last}"` : `An entry of "${path.at(-2)}"`;
}

function placeOf(path: Path): string {
  const section = path[0];
  return path.length === 0 ? 'the file' : `this ${String(section).replace(/s$/, '')}`;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], data);
}

function typeName(expected: string): string {
  const names: Record<string, string> = {
    string: 'text',
    array: 'a list',
    object: 'a group of fields',
    int: 'a whole number',
  };
  return names[expected] ?? `a ${expected}`;
}

/** A value as a sentence names it: YAML's aliases may make a group of fields that holds itself. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object'
    ? 'a group of fields'
    : typeof value === 'string'
      ? 'text'
      : `a ${typeof value}`;
}

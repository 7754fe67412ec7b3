import type { Path } from '@parley/config';
import type { z } from 'zod';
import { didYouMean } from '@parley/sms';
import type { ConversationProblem } from './conversation-problem.js';

type Issue = z.core.$ZodIssue;

export interface ShapeProblem extends Pick<ConversationProblem, 'code' | 'message'> {
  readonly path: Path;
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  file: ['parley', 'conversations'],
  conversation: ['name', 'sender', 'onlyInMemory', 'coupons', 'steps'],
  step: [
    ...['says', 'asks', 'with', 'by', 'phone', 'sender', 'wait'],
    ...['hears', 'silence', 'refused', 'notTaken', 'published', 'notPublished'],
  ],
};

/** What of the file's shape is wrong, in sentences. */
export function shapeProblem(issue: Issue): ShapeProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const place = placeOf(path);
  const field = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'FIELD_UNKNOWN',
        message: `"${key}" is not a field of a ${place}${didYouMean(key, FIELDS[place] ?? []) || `; it has ${FIELDS[place]?.join(', ')}.`}`,
      }));
    case 'invalid_type':
      if (issue.input === undefined && issue.message.includes('undefined')) {
        return [
          {
            path,
            code: 'FIELD_MISSING',
            message: `${field} is missing in this ${placeOf(path.slice(0, -1))}.`,
          },
        ];
      }
      return [
        {
          path,
          code: 'FIELD_INVALID',
          message: `${field} must be ${typeName(issue.expected)}; put texts and numbers in quotes.`,
        },
      ];
    case 'invalid_union':
      return [
        {
          path,
          code: 'FIELD_INVALID',
          message: `${field} must be a text, or the name of one: { the: welcomeText, of: sweater-club }.`,
        },
      ];
    case 'too_small':
      return [{ path, code: 'FIELD_INVALID', message: `${field} must not be empty.` }];
    case 'invalid_value':
      return [
        {
          path,
          code: 'FIELD_INVALID',
          message: `${field} must be ${issue.values.map(String).join(' or ')}; leave it out otherwise.`,
        },
      ];
    default:
      return [{ path, code: 'FIELD_INVALID', message: `${field} is not right: ${issue.message}.` }];
  }
}

function nameOf(path: Path): string {
  const name = path.findLast((part) => typeof part === 'string');
  return name === undefined ? 'The file' : `"${name}"`;
}

function placeOf(path: Path): 'file' | 'conversation' | 'step' {
  if (path.includes('steps')) return 'step';
  return path.includes('conversations') ? 'conversation' : 'file';
}

function typeName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'a text',
    array: 'a list',
    object: 'a group of fields',
    record: 'a group of fields',
  };
  return names[expected] ?? `a ${expected}`;
}

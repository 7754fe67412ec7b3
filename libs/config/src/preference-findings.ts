import type { Entries, Entry } from './entries.js';
import type { PreferenceEntry } from './parley-file.schema.js';
import type { Finding, ProblemCode } from './problem.js';
import { matchingForm, purposeOf, reservedIntent } from './router-rules.js';

type Preference = Entry<PreferenceEntry>;

/** Which type a field belongs to. */
const FIELDS = {
  choices: 'choice',
  maxLength: 'text',
  minimum: 'number',
  maximum: 'number',
  integer: 'number',
} as const;

/** Preferences that nobody could answer, or that say what their type does not know. */
export function preferenceFindings(entries: Entries): Finding[] {
  const countries = [...new Set(entries.senders.map(({ value }) => value.country))];
  return entries.preferences.flatMap((preference) => [
    ...fieldFindings(preference),
    ...choiceFindings(preference, countries),
  ]);
}

function fieldFindings(preference: Preference): Finding[] {
  const { type, choices, minimum, maximum } = preference.value;
  const strangers = Object.entries(FIELDS).filter(
    ([field, of]) => preference.value[field as keyof typeof FIELDS] !== undefined && of !== type,
  );
  const findings = strangers.map(([field, of]) =>
    finding(
      preference,
      [field],
      'PREFERENCE_FIELD_OF_OTHER_TYPE',
      `"${field}" belongs to the type ${of}, and this is a ${type}; remove it or change the type.`,
    ),
  );
  if (type === 'choice' && choices === undefined) {
    const message = 'A choice needs "choices", such as [S, M, L]; add them.';
    findings.push(finding(preference, ['type'], 'PREFERENCE_WITHOUT_CHOICES', message));
  }
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    const message = `No number is at least ${minimum} and at most ${maximum}; swap or correct them.`;
    findings.push(finding(preference, ['maximum'], 'PREFERENCE_RANGE_EMPTY', message));
  }
  return findings;
}

function choiceFindings(preference: Preference, countries: readonly string[]): Finding[] {
  const owner = new Map<string, number>();
  return (preference.value.choices ?? []).flatMap(({ value, words }, index) =>
    [value, ...words].flatMap((word): Finding[] => {
      const form = matchingForm(word);
      const other = owner.get(form);
      owner.set(form, other ?? index);
      const at = ['choices', index];
      if (other !== undefined && other !== index) {
        const message = `"${word}" means another choice already (letter case and outer punctuation do not count); use it once.`;
        return [finding(preference, at, 'CHOICE_DUPLICATE', message)];
      }
      // YES may be a choice: it confirms only where a confirmation is awaited.
      const intent = countries
        .map((country) => reservedIntent(word, country))
        .find((found) => found !== undefined && found !== 'confirm');
      if (intent === undefined) return [];
      const message = `"${word}" can never be chosen: it is always ${purposeOf(intent)}; choose another word.`;
      return [finding(preference, at, 'CHOICE_RESERVED', message)];
    }),
  );
}

function finding(
  { path }: Preference,
  field: readonly (string | number)[],
  code: ProblemCode,
  message: string,
): Finding {
  return { path: [...path, ...field], on: 'value', code, message };
}

/**
 * How templates are read, the same at `apply` as when they are said. What is not known yet is empty, which
 * `default` fills: `{{ preference.name | default: "friend" }}`; that a name exists at all is checked at `apply`.
 * No files, no other templates, and an end to what a template may take: never by time, which a busy machine takes too.
 */
export const TEMPLATE_OPTIONS = {
  strictFilters: true,
  strictVariables: false,
  ownPropertyOnly: true,
  templates: {},
  /** Characters of all templates of one parse. */
  parseLimit: 10_000,
  /** Roughly bytes. */
  memoryLimit: 100_000,
} as const;

/** Whether a text has anything to fill in; most have not, and are said as they are. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

import type { MtRequested, ProgramConfigured } from '@parley/contracts';

/**
 * Whether a text is marketing: what a program of that kind sends, and what goes in bulk under a program that does not
 * say. An answer to the person's own text never is: they wrote at that hour.
 */
export function isMarketing(text: MtRequested, program: ProgramConfigured | undefined): boolean {
  if (text.purpose !== 'information' || text.inReplyTo !== undefined) return false;
  if (text.lane !== 'bulk' && text.lane !== 'transactional') return false;
  return program?.kind === undefined ? text.lane === 'bulk' : program.kind === 'marketing';
}

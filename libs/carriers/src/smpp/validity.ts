/** How an account writes validity_period: from now on, as an instant, or not at all. */
export type ValidityForm = 'relative' | 'absolute' | 'none';

/** Two years and less: the relative form's fields count up to 99 years, carriers to a few days. */
const LONGEST_SECONDS = 60 * 86_400;

/** validity_period (SMPP 3.4 §7.1.1): `YYMMDDhhmmsstnnp`. Days go up to 60, months and years stay zero. */
export function validityPeriod(seconds: number | undefined, form: ValidityForm, nowMs: number): string {
  if (seconds === undefined || form === 'none') return '';
  const whole = Math.min(Math.max(Math.floor(seconds), 1), LONGEST_SECONDS);
  if (form === 'absolute') {
    const at = new Date(nowMs + whole * 1_000).toISOString();
    return `${at.slice(2, 19).replace(/[-T:]/g, '')}000+`;
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(whole / 86_400);
  const rest = whole % 86_400;
  const clock = `${two(Math.floor(rest / 3_600))}${two(Math.floor((rest % 3_600) / 60))}${two(rest % 60)}`;
  // A month of the relative form has no length of its own, so days are used up to 30 and then months of 30.
  return `00${two(Math.floor(days / 30))}${two(days % 30)}${clock}000R`;
}

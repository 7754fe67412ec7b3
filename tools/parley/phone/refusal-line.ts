/** Why ingest did not take a text: it says `{code, message}`; anything else is shown as it came. */
export function refusalOf(status: number, refusal: string | undefined): string {
  if (status === 0) return 'ingest does not answer; see .parley/logs/ingest.log.';
  try {
    const { code, message } = JSON.parse(refusal ?? '') as { code?: string; message?: string };
    if (code !== undefined) return `${code} ${message ?? ''}`.trimEnd();
  } catch {
    // Not ours, then.
  }
  return `ingest answered ${status} ${refusal ?? ''}`.trimEnd();
}

/**
 * The URL for receipts of one MT. Our id stands in its query, so that a receipt finds its MT even when the
 * answer to the send was lost (an `unknown` outcome) or the receipt overtakes that answer.
 */
export function receiptUrl(publicBaseUrl: string, carrierId: string, mtId: string): string {
  const base = publicBaseUrl.endsWith('/') ? publicBaseUrl.slice(0, -1) : publicBaseUrl;
  return `${base}/v1/carriers/${carrierId}/receipts?mt=${encodeURIComponent(mtId)}`;
}

/** Our MT id in a receipt URL, where it names one. */
export function mtIdIn(url: string): string | undefined {
  const query = url.indexOf('?');
  if (query < 0) return undefined;
  return new URLSearchParams(url.slice(query + 1)).get('mt') || undefined;
}

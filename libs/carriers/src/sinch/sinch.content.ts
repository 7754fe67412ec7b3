import type { JsonObject } from '../json-body.js';
import { isObject } from '../json-body.js';
import { octetsOfHex, textOfOctets } from '../octets.js';
import { refuse, type Refused } from '../refusals.js';
import { fieldOf } from '../send-outcome.js';
import { partOfHeader } from '../user-data-header.js';
import type { InboundMo } from '../webhook.port.js';

/** What a person sent, of an MO. */
export type SinchContent = Pick<InboundMo, 'text' | 'part' | 'media'>;

/**
 * The content of a callback by its type: `mo_text` has its text, `mo_binary` base64 octets and a hex header,
 * `mo_media` an MMS with subject, message and media.
 */
export function sinchContent(fields: JsonObject): Refused | SinchContent {
  const { type, body } = fields;
  if (type === undefined) return refuse('FIELD_MISSING', 'The field "type" is missing.');
  if (body === undefined) return refuse('FIELD_MISSING', 'The field "body" is missing.');
  if (type === 'mo_media' && isObject(body)) return mediaContent(body);
  if (typeof body !== 'string' || type === 'mo_media') {
    return refuse('FIELD_INVALID', 'The field "body" must be a string, or an object in mo_media.');
  }
  if (type === 'mo_text') return { text: body };
  if (type !== 'mo_binary') {
    return refuse('FIELD_INVALID', 'The field "type" must be mo_text, mo_binary or mo_media.');
  }
  const header = typeof fields.udh === 'string' ? octetsOfHex(fields.udh) : Buffer.alloc(0);
  if (header === undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(body)) {
    return refuse('FIELD_INVALID', 'The field "body" must be base64, and "udh" hex.');
  }
  return { text: textOfOctets(Buffer.from(body, 'base64')), part: partOfHeader(header) };
}

/** Subject and message are one text to the reader of an MMS. */
function mediaContent(body: JsonObject): SinchContent {
  const words = [body.subject, body.message].filter((word) => typeof word === 'string' && word.length > 0);
  const urls = Array.isArray(body.media) ? body.media.map((item) => fieldOf(item, 'url')) : [];
  const media = urls.filter((url): url is string => typeof url === 'string' && URL.canParse(url));
  return { text: words.join('\n'), media: media.length > 0 ? media : undefined };
}

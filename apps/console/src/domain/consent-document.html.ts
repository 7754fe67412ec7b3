import type { ConsentDocument, DocumentEntry } from './consent-document.js';
import { escaped } from './escaped-html.js';

const STYLE = `
:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #18211e; background: #fff; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0 0 .4rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .3rem .5rem; border-bottom: 1px solid #d5dbd7; vertical-align: top; }
.entry { border: 1px solid #d5dbd7; border-radius: 6px; padding: .8rem 1rem; margin: .8rem 0; break-inside: avoid; }
.entry.broken { border: 2px solid #a32318; }
dl { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: .2rem 1rem; margin: 0; } dt { color: #54605b; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
code, pre { font: .8rem/1.4 ui-monospace, monospace; } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f6f4; padding: .5rem; margin: .4rem 0 0; }
.verdict { padding: .6rem .8rem; border: 2px solid; border-radius: 6px; font-weight: 600; } .good { color: #176b34; } .bad { color: #a32318; }
@media (max-width: 500px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } }
@media print { body { margin: 0; max-width: none; } }`;

/** The document to read and to print: one file, without scripts, that loads nothing. All that people wrote is escaped. */
export function consentDocumentHtml(document: ConsentDocument): string {
  const { subscriber, madeAt, madeBy, consents, ledger, verification } = document;
  const broken = verification.faultAt ?? verification.brokenAt;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Record of consent of ${escaped(subscriber)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>Record of consent of ${escaped(subscriber)}</h1>
<p>Made by ${escaped(madeBy)} on ${escaped(madeAt)}. Times are UTC.</p>
${verdict(document)}
<h2>How this person stands</h2>
${
  consents.length === 0
    ? '<p>Nothing is known of this number: it has never joined or left anything.</p>'
    : `<table>
<thead><tr><th scope="col">Sender</th><th scope="col">Program</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">By entry</th></tr></thead>
<tbody>
${consents
  .map(
    ({ sender, program, state, since, expiresAt, entry }) =>
      `<tr><td>${escaped(sender)}</td><td>${program === '*' ? 'everything on it' : escaped(program)}</td><td>${escaped(state)}${expiresAt === undefined ? '' : ` (until ${escaped(expiresAt)})`}</td><td>${escaped(since)}</td><td>${entry ?? ''}</td></tr>`,
  )
  .join('\n')}
</tbody>
</table>`
}
<h2>The ledger: every change, with its evidence</h2>
${ledger.map((entry) => entryHtml(entry, entry.version === broken)).join('\n')}
${HOW_TO_VERIFY}
</body>
</html>
`;
}

function verdict({ verification }: ConsentDocument): string {
  const { byService, byDocument, fault, faultAt, brokenAt, entries, newestHash } = verification;
  const newest = newestHash === undefined ? '' : ` The newest hash is <code>${escaped(newestHash)}</code>.`;
  if (byService && byDocument)
    return `<p class="verdict good">Verified: each of the ${entries} entries is as it was written, and none is missing.</p>
<p>The service that keeps the ledger verified it when this was made, and every hash was computed anew from what stands below.${newest}</p>`;
  const where = faultAt ?? brokenAt ?? '?';
  return `<p class="verdict bad">NOT verified: ${escaped(fault ?? 'a hash is not that of what stands here')}. The first place where it shows is entry ${where}.</p>`;
}

function entryHtml(entry: DocumentEntry, broken: boolean): string {
  const { version, sender, program, from, to, canonical } = entry;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['received', entry.receivedAt],
    ['honoured', entry.honouredAt],
    ['source', entry.source],
    [
      'what the person wrote',
      entry.text ?? (entry.textErasedAt && `made unreadable on ${entry.textErasedAt}`),
    ],
    ['read by the rule', entry.matchedRule],
    ['decided by the rule', entry.rule],
    ['the words agreed to', entry.disclosure],
    ['their version', entry.disclosureVersion],
    ['answered with', entry.shown],
    ['of the revision', entry.shownVersion],
    ['stands until', entry.expiresAt],
    ['caused by the event', entry.causeId],
    ['hash before', entry.prevHash],
    ['hash', entry.hash],
  ];
  return `<section class="entry${broken ? ' broken' : ''}">
<h3>${version}. ${escaped(from)} → ${escaped(to)}: ${program === '*' ? 'everything' : escaped(program)} on ${escaped(sender)}${broken ? ' (does not verify)' : ''}</h3>
<dl>
${facts
  .filter(([, value]) => value !== undefined)
  .map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value!)}</dd>`)
  .join('\n')}
</dl>
<pre>${escaped(canonical)}</pre>
</section>`;
}

const HOW_TO_VERIFY = `<h2>How to verify this without us</h2>
<p>Under each entry stands its canonical form (JSON by RFC 8785; instants in milliseconds since 1970). The hash of an entry is SHA-256 of the 32 bytes of the hash before it and the UTF-8 bytes of its canonical form; before the first entry stand 32 zero bytes. With the canonical form in <code>entry.json</code>, without a line break at its end, and the hash before in <code>BEFORE</code>:</p>
<pre>(printf %s "$BEFORE" | xxd -r -p; cat entry.json) | sha256sum</pre>
<p>It must print the hash of the entry, and that must be the hash before of the next one. Whoever holds the newest hash of an earlier document finds it in this one, or something was taken out. In the installation, with access to its database:</p>
<pre>npx parley consent prove NUMBER     # this ledger, and what it proves
npx parley consent verify           # every ledger, compared with its copy on Kafka too</pre>`;

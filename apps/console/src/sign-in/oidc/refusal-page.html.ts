import { createHash } from 'node:crypto';
import { escaped } from '../../domain/escaped-html.js';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 28rem; margin: 15vh auto; padding: 0 1rem; text-align: center; }
h1 { font-size: 1.5rem; } a { color: inherit; } code { font-size: .85rem; }`;

/** Nothing but this page's own style: no script, no picture, nothing sent. */
export const REFUSAL_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What somebody sees who does not come in: why, by which code, and the ways on. */
export function refusalPage({ code, message }: { code: string; message: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not signed in · Parley</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Not signed in</h1>
<p role="alert">${escaped(message)}</p>
<p><code>${escaped(code)}</code></p>
<p><a href="/sign-in/oidc">Sign in again</a> · <a href="/">To the console</a></p>
</main>
</body>
</html>
`;
}

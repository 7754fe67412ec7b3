'use strict';
// Last step of `npm run build`: writes down which sources dist/ was built from. What was asked to build hands over
// the digest it took before, so that a file saved meanwhile counts as not built.
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { projectRoot, sourcesDigest, stampFile } = require('./sources.js');

const root = projectRoot();
const taken = process.argv.find((argument) => argument.startsWith('--digest='))?.slice('--digest='.length);
mkdirSync(dirname(stampFile(root)), { recursive: true });
writeFileSync(stampFile(root), `${taken ?? sourcesDigest(root) ?? ''}\n`);

// Writes what is shipped as a CycloneDX document, from what is installed and without development tools: by the build of
// the image, and by `npm run sbom`. npm names the whole after the folder it lies in; it is given its own name.
const { execFileSync } = require('node:child_process');
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

const WORDS = [
  'sbom',
  '--sbom-format',
  'cyclonedx',
  '--sbom-type',
  'application',
  '--omit',
  'dev',
  '--omit',
  'optional',
];

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Say which file to write: node tools/licences/write-sbom.js <file>');

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const written = execFileSync(npm, WORDS, {
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  shell: process.platform === 'win32',
});
const bom = JSON.parse(written);
bom.metadata.component.name = 'parley-platform';
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(bom, undefined, 2)}\n`);
process.stdout.write(`${file}: ${bom.components.length} components, CycloneDX ${bom.specVersion}\n`);

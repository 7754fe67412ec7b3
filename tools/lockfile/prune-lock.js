// Takes out of package-lock.json the optional dependencies that have no entry of their own (packages for other
// platforms that the registry does not hold): `npm ci` would refuse the lock for each of them. Run after every
// `npm install` that changes the lock: `npm run lock:prune`.
const { readFileSync, writeFileSync } = require('node:fs');

const FILE = 'package-lock.json';
const lock = JSON.parse(readFileSync(FILE, 'utf8'));

/** Whether a package in the folder `from` finds `name`, looking upwards as Node does. */
function finds(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder.includes('node_modules/') || folder === '') return false;
  }
}

let pruned = 0;
for (const [folder, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (finds(folder, name) || lock.packages[`node_modules/${name}`]) continue;
    delete entry.optionalDependencies[name];
    pruned += 1;
  }
}
writeFileSync(FILE, `${JSON.stringify(lock, undefined, 2)}\n`);
process.stdout.write(`${pruned} optional dependencies without an entry taken out of ${FILE}\n`);

#!/usr/bin/env node
'use strict';
// The launcher of the `parley` command: the right Node, a fresh build, then the command itself. Plain JavaScript
// that Node 20 can read, as it runs before anything is built.
const { runsOnNode24 } = require('./node-24.js');

if (runsOnNode24(__filename)) {
  const { ensureBuilt } = require('./build.js');
  const { compileCache } = require('./sources.js');
  ensureBuilt()
    .then((main) => {
      // Saves a quarter of the time that loading takes, from the second time on.
      require('node:module').enableCompileCache?.(compileCache());
      return require(main).main(process.argv);
    })
    .catch((error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    });
}

'use strict';
// Required before a service that the platform starts: should the starter be killed without a word, its services end
// in order instead of staying behind.
const parent = process.ppid;
const EVERY_MS = 1_000;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, EVERY_MS).unref();

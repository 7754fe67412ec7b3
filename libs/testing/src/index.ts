export * from './close-later.js';
export * from './given-when-then.js';
export * from './other-session.pg.js';
export * from './published-events.js';
export * from './sealed-words.builder.js';
export * from './test-database.pg.js';
export * from './test-infrastructure.js';
export * from './test-kafka.js';

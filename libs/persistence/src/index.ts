export * from './data-source.js';
export * from './database.js';
export * from './database-error.js';
export * from './migrate.js';
export * from './migrations/index.js';
export * from './persistence.module.js';
export * from './spans/span-store.js';
export * from './statement.js';

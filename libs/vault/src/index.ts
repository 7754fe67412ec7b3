export * from './seal.js';
export * from './key-wrapper.port.js';
export * from './keyring-file.js';
export * from './keyring.wrapper.js';
export * from './transit.wrapper.js';
export * from './wrapper-choice.js';
export * from './data-keys.js';
export * from './migrations/index.js';

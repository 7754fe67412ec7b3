export * from './segments.js';
export * from './phone-number.js';
export * from './sender-address.js';
export * from './text.js';
export * from './matching.js';
export * from './words.js';
export * from './confusables.js';

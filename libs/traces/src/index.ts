export * from './longest.js';
export * from './slow-sentence.js';
export type { Told } from './slow-story.js';
export * from './slowness.js';
export * from './trace-rows.js';
export * from './trace-tree.js';
export * from './why-slow.js';
export * from './span.builder.js'; // for specs of whoever reads traces

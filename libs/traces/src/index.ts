export * from './longest.js';
export * from './trace-rows.js';
export * from './trace-tree.js';
export * from './span.builder.js'; // for specs of whoever reads traces

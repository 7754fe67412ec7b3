export * from './apply-parley-file.js';
export * from './config-events.js';
export * from './config-snapshot.js';
export * from './coupon-pools.js';
export * from './dictionaries.js';
export * from './explanation.js';
export * from './kafka-config.port.js';
export * from './parley-file.json-schema.js';
export * from './parse-parley-file.js';
export * from './plan.js';
export * from './print-plan.js';
export * from './problem.js';
export * from './replay.js';
export * from './versions.js';
export { YamlSource } from './yaml-source.js'; // conversations are written in YAML too

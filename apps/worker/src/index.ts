export { type Composition, compose } from './composition.js';
export { createLogger } from './log.js';
export { bundleWorkflows, createWorkers } from './workers.js';

export * from './admin-pages.js';
export * from './failures.js';
export * from './request-header.js';
export * from './search-attributes.js';
export * from './task-queues.js';
export * from './workflows.js';

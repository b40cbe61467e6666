export * from './revocation.js';
export * from './template.js';

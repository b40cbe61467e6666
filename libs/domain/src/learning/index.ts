export * from './product-kinds.js';
export * from './release.js';

export * from './brand.js';
export * from './pictures.js';

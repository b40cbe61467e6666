export * from './record-kinds.js';
export * from './search-text.js';
export * from './sorting.js';

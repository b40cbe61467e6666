export * from './course-input.js';
export * from './product-input.js';
export * from './product-kinds.js';
export * from './release.js';
export * from './video-url.js';

export * from './brand.js';
export * from './clocks.js';
export * from './currency.js';
export * from './email-limits.js';
export * from './pictures.js';
export * from './settings.js';

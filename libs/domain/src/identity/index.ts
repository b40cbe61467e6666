export * from './consent.js';
export * from './internal-path.js';
export * from './mail-name.js';
export * from './mailed-links.js';

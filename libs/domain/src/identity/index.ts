export * from './email-address.js';
export * from './email-address-schema.js';
export * from './internal-path.js';
export * from './mail-name.js';
export * from './mailed-links.js';

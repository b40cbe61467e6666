export * from './email-address.js';
export * from './email-address-schema.js';

export * from './consent.js';
export * from './contact-import.js';

export * from './contact-import.js';

export * from './contact-field.js';
export * from './contact-import.js';
export * from './contact-input.js';
export * from './segment.js';
export * from './tag.js';

export * from './events/catalogue.js';
export type { ReferenceKind } from './events/fields.js';

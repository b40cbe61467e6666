export * from './events/catalogue.js';
export type { ReferenceKind } from './events/fields.js';
export * from './membership/state.js';
export * from './calendar/index.js';

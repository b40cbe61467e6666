export * from './events/catalogue.js';
export type { ReferenceKind } from './events/fields.js';
export * from './membership/decide.js';
export * from './membership/snapshot.js';
export * from './membership/state.js';
export * from './calendar/index.js';
export * from './messages/index.js';
export * from './certificates/index.js';
export * from './conditions/index.js';

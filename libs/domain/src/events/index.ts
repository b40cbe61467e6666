export * from './catalogue.js';
export { choiceLabel } from './choices.js';
export type { ReferenceKind } from './fields.js';
export type { CloseReason } from './groups/access.js';

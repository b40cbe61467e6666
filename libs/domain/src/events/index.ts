export * from './catalogue.js';
export { choiceLabel } from './choices.js';
export type { ReferenceKind } from './fields.js';
export type { CloseReason } from './groups/access.js';
export { isPercent, withoutPercent } from './percent.js';
export { type AdminTopic, adminTopics, type PortalTopic, portalTopics } from './topic-names.js';
export { mergeTopics, type Topic, type TopicSource, type Topics, topicsOf, unloggedTopics } from './topics.js';

export * from './catalogue.js';
export { choiceLabel } from './choices.js';
export type { ReferenceKind } from './fields.js';
export type { CloseReason } from './groups/access.js';
export {
  type AdminTopic,
  adminTopics,
  eventTopics,
  mergeTopics,
  type PortalTopic,
  portalTopics,
  type Topic,
  type TopicSource,
  type Topics,
  topicsOf,
  unloggedTopics,
} from './topics.js';

export { type BodyValue, valuesIn } from './body-path.js';
export {
  BodyPath,
  dataNameFor,
  type MappedDelivery,
  mapDelivery,
  WebhookField,
  type WebhookMapping,
  webhookLimits,
  webhookMappingOf,
} from './mapping.js';
export { shownBody } from './shown-body.js';

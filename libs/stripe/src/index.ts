export {
  createStripeClient,
  endpointSecretPlace,
  keyPlace,
  StripeClients,
  StripeNotConnectedError,
  stripeApiVersion,
  stripeEventTypes,
} from './client.js';
export { StripeEventStore } from './event-store.js';
export { useNewestCard } from './newest-card.js';
export { SecretBox } from './secrets.js';

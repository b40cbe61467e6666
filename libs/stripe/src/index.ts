export { agree, type PurchaseReference, type RecordedInvoice, readBilling } from './billing-reader.js';
export { CallSecrets, CallSecretUnusableError } from './call-secrets.js';
export { cardOnFile } from './card-on-file.js';
export {
  createStripeClient,
  endpointSecretPlace,
  keyPlace,
  StripeClients,
  StripeNotConnectedError,
  stripeApiVersion,
  stripeEventTypes,
  stripeTimeouts,
} from './client.js';
export { ConnectionHealth } from './connection-health.js';
export { StripeEventEnvelope } from './event-envelope.js';
export { StripeEventStore } from './event-store.js';
export { idempotencyKey } from './idempotency-key.js';
export { useNewestCard } from './newest-card.js';
export { isMissing, presentOrNull } from './present.js';
export { SecretBox } from './secrets.js';
export { readInvoice, readSubscription } from './snapshots.js';

export {
  createStripeClient,
  endpointSecretPlace,
  keyPlace,
  StripeClients,
  StripeNotConnectedError,
  stripeApiVersion,
  stripeEventTypes,
} from './client.js';
export { SecretBox } from './secrets.js';

import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.js';

/** Bodies and answers of the API by their names in its OpenAPI document. */
export type Schemas = components['schemas'];

/** Typed client of the API: a wrong path, parameter or body does not compile. */
export type ApiClient = Client<paths>;

/** Makes an {@link ApiClient}. @param options base URL, fetch and headers as openapi-fetch takes them */
export const createApiClient = (options: ClientOptions): ApiClient => createClient<paths>(options);

export type { paths } from './schema.js';

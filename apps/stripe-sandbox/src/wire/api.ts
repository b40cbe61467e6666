import type { Sandbox } from '../sandbox.js';
import type { Account } from '../store/accounts.js';
import { randomText } from '../store/ids.js';
import { apiVersion, Tx } from '../store/tx.js';
import { responseProblem } from './conformance.js';
import { StripeError } from './errors.js';
import { expand } from './expand.js';
import { type Answer, digestOf, Idempotency, type KeyedRequest } from './idempotency.js';
import type { PathParams, Route } from './route.js';
import type { JsonObject } from './types.js';

/** A request as the API sees it, after the bytes are decoded. */
export interface ApiRequest {
  route: Route | undefined;
  method: string;
  path: string;
  pathParams: PathParams;
  params: JsonObject;
  authorization: string | undefined;
  version: string | undefined;
  idempotencyKey: string | undefined;
  baseUrl: string;
}

/** The response with its headers. */
export interface ApiAnswer extends Answer {
  headers: Record<string, string>;
}

/** The account of an `Authorization` header. */
export async function authenticate(sandbox: Sandbox, authorization: string | undefined): Promise<Account> {
  const [scheme, credentials = ''] = (authorization ?? '').split(/ +/, 2);
  let key = '';
  if (/^bearer$/i.test(scheme ?? '')) key = credentials;
  if (/^basic$/i.test(scheme ?? '')) key = Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '';
  const refuse = (message: string) => new StripeError(401, { type: 'invalid_request_error', message });
  if (key === '') {
    throw refuse(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  const masked = `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;
  if (!/^(sk|rk)_test_\w{3,}$/.test(key)) throw refuse(`Invalid API Key provided: ${masked}`);
  return sandbox.accounts.ofKey(key);
}

/** Handles one API request: validation, one transaction, and notification of deliveries and the due queue. */
export async function answer(sandbox: Sandbox, request: ApiRequest): Promise<ApiAnswer> {
  const requestId = `req_${randomText(14)}`;
  const headers: Record<string, string> = { 'request-id': requestId, 'stripe-version': apiVersion };
  if (request.idempotencyKey) headers['idempotency-key'] = request.idempotencyKey;
  try {
    const account = await authenticate(sandbox, request.authorization);
    if (request.version && request.version !== apiVersion) {
      const message = `The sandbox speaks API version ${apiVersion} only; got ${request.version}.`;
      throw new StripeError(400, { type: 'invalid_request_error', message });
    }
    const { route } = request;
    if (!route) {
      const message = `Unrecognized request URL (${request.method}: ${request.path}).`;
      throw new StripeError(404, { type: 'invalid_request_error', message });
    }
    const injected = sandbox.takeFault(account.id, request);
    if (injected) throw injected;
    const run = route.prepare(request.version ? request.params : withoutOldParameters(request.params));
    const keyed = keyedRequest(account, request);
    const stored = keyed && (await sandbox.idempotency.begin(keyed));
    if (stored) return { ...stored, headers: { ...headers, 'idempotent-replayed': 'true' } };
    try {
      const result = await execute(sandbox, account, requestId, request, keyed, run);
      return { ...result, headers };
    } finally {
      if (keyed) sandbox.idempotency.end(keyed);
    }
  } catch (error) {
    return { ...errorAnswer(sandbox, error, requestId), headers };
  }
}

/**
 * A caller that names no version, such as Stripe's command line, may still send `payment_method_types[]=card`, which the version
 * that we speak no longer has. The client always names one, so its users learn of the removal.
 */
function withoutOldParameters(params: JsonObject): JsonObject {
  const { payment_method_types: types, ...rest } = params;
  return Array.isArray(types) && types.every((type) => type === 'card') ? rest : params;
}

function keyedRequest(account: Account, request: ApiRequest): KeyedRequest | undefined {
  if (request.method !== 'POST' || !request.idempotencyKey) return undefined;
  return {
    account: account.id,
    key: request.idempotencyKey,
    method: request.method,
    path: request.path,
    params: digestOf(request.params),
  };
}

async function execute(
  sandbox: Sandbox,
  account: Account,
  requestId: string,
  request: ApiRequest,
  keyed: KeyedRequest | undefined,
  run: ReturnType<Route['prepare']>,
): Promise<Answer> {
  try {
    return await sandbox.transaction(
      account,
      { requestId, idempotencyKey: request.idempotencyKey ?? null, baseUrl: request.baseUrl },
      async (tx) => {
        const result = await resultOf(sandbox, tx, request, run, requestId);
        await tx.flush();
        if (keyed) await tx.client.query(...Idempotency.statement(keyed, result));
        return result;
      },
    );
  } catch (error) {
    // The work had begun before it was rolled back, so the same key gets the same refusal. A busy clock is not stored.
    const result = errorAnswer(sandbox, error, requestId);
    if (keyed && result.status !== 429) await sandbox.database.query(...Idempotency.statement(keyed, result));
    return result;
  }
}

async function resultOf(
  sandbox: Sandbox,
  tx: Tx,
  request: ApiRequest,
  run: ReturnType<Route['prepare']>,
  requestId: string,
): Promise<Answer> {
  try {
    const body: unknown = structuredClone(await run(tx, request.pathParams));
    if (typeof body !== 'object' || body === null) throw new Error('a handler must return an object');
    const paths = request.params.expand;
    if (Array.isArray(paths)) await expand(tx, body, paths.map(String));
    const problem =
      sandbox.options.validateResponses && !request.path.startsWith('/v1/payment_pages')
        ? responseProblem(JSON.parse(JSON.stringify(body)))
        : undefined;
    if (problem) throw new Error(`response of ${request.method} ${request.path} does not fit Stripe's type: ${problem}`);
    return { status: 200, body };
  } catch (error) {
    if (error instanceof StripeError && error.keepsChanges) return errorAnswer(sandbox, error, requestId);
    throw error;
  }
}

function errorAnswer(sandbox: Sandbox, error: unknown, requestId: string): Answer {
  if (error instanceof StripeError) {
    return {
      status: error.status,
      body: { error: { ...error.body, request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` } },
    };
  }
  sandbox.log.error({ err: error }, 'request failed');
  const message = error instanceof Error ? error.message : 'An unknown error occurred.';
  return { status: 500, body: { error: { type: 'api_error', message } } };
}

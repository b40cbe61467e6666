/** The `error` in the body of a refusal. */
export interface ErrorBody {
  type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error' | 'rate_limit_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: object;
  setup_intent?: object;
  payment_method?: object;
}

/**
 * A refusal in Stripe's shape. With `keepsChanges` the work done before it is committed, because a declined
 * charge is not a failed request.
 */
export class StripeError extends Error {
  readonly body: ErrorBody;
  constructor(
    readonly status: number,
    body: ErrorBody,
    readonly keepsChanges = false,
  ) {
    super(body.message);
    this.body =
      body.code && !body.doc_url
        ? { ...body, doc_url: `https://docs.stripe.com/error-codes/${body.code.replaceAll('_', '-')}` }
        : body;
  }
}

/** 400 for a parameter or a state that does not allow the request. */
export const invalid = (message: string, param?: string, code?: string): StripeError =>
  new StripeError(400, { type: 'invalid_request_error', message, ...(param && { param }), ...(code && { code }) });

/** 404 (or 400 when named by a parameter) for an object that the account does not have. */
export const missing = (kind: string, id: string, param = 'id'): StripeError =>
  new StripeError(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `No such ${kind.replace('test_helpers.test_clock', 'test clock').replaceAll(/[._]/g, ' ').replace('payment method', 'PaymentMethod')}: '${id}'`,
  });

/** 400 for a parameter that Stripe knows and the sandbox does not support, so that it is not silently ignored. */
export const unsupported = (what: string): StripeError =>
  new StripeError(400, {
    type: 'invalid_request_error',
    code: 'sandbox_unsupported',
    param: what,
    message: `The sandbox does not implement ${what}.`,
  });

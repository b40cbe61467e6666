/** What the api says when it refuses or fails. */
export interface FailureBody {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly details?: readonly { readonly field: string; readonly message: string }[];
  readonly requestId?: string;
}

/** A request that did not succeed, in words that can be shown. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    readonly status: number,
    readonly body: FailureBody,
    /** The whole answer, for refusals that carry more than words. */
    readonly answer: unknown = undefined,
  ) {
    super(body.message);
  }

  get code(): string {
    return this.body.code;
  }

  /** Messages by field, as a form takes them. */
  get fields(): Record<string, string> {
    const { field, message, details = [] } = this.body;
    if (details.length === 0) return field ? { [field]: message } : {};
    return Object.fromEntries(details.map((detail) => [detail.field, detail.message]));
  }
}

/** Whether an error is the refusal with this code. */
export const isRefusal = (error: unknown, code: string): boolean => error instanceof ApiFailure && error.code === code;

/** What to tell a person about any error. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiFailure ? error.message : 'Something unexpected happened. Try again.';

function isFailureBody(value: unknown): value is FailureBody {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Reads the api's error answer, whatever shape a proxy on the way gave it. */
export function failureFrom(status: number, answer: unknown): ApiFailure {
  const body = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined;
  if (isFailureBody(body)) return new ApiFailure(status, body, answer);
  const message = status >= 500 ? 'The service is not answering. Try again in a moment.' : 'This request was refused.';
  return new ApiFailure(status, { code: 'unexpected_answer', message }, answer);
}

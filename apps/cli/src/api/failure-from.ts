import { type Failure, type FailureMore, failed, unreachable } from '../failure.js';

interface Refusal extends FailureMore {
  readonly code: string;
  readonly message: string;
}

/** What a refused request means for the command, from the status and the body of the response. */
export function failureFrom(status: number, body: unknown): Failure {
  const refusal = refusalIn(body);
  if (!refusal) return notPerennial(status);
  const { code, message, field, details, problems, requestId } = refusal;
  // The web server answers for an API that is down.
  if (code === 'api_unreachable') return unreachable(message);
  return failed(code, code === 'not_signed_in' ? wrongKey : message, {
    ...(field !== undefined && { field }),
    ...(details && { details }),
    ...(problems && { problems }),
    ...(requestId !== undefined && { requestId }),
  });
}

/** Something else answers at the address. */
export const notPerennial = (status: number): Failure =>
  unreachable(`Something answered with status ${status}, but it is not Perennial. Check PERENNIAL_URL or --url.`);

const wrongKey = 'The key in PERENNIAL_API_KEY is wrong or was revoked. Create a key under Settings › API & webhooks.';

function refusalIn(body: unknown): Refusal | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return null;
  return typeof error.code === 'string' && typeof error.message === 'string' ? (error as Refusal) : null;
}

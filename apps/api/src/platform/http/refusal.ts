/** Every code the API answers with, and its status. Clients branch on codes; people read messages. */
export const refusalStatus = {
  invalid_input: 400,
  invalid_json: 400,
  bad_signature: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  forbidden: 403,
  forbidden_origin: 403,
  missing_scope: 403,
  address_unproven: 403,
  not_found: 404,
  conflict: 409,
  email_taken: 409,
  slug_taken: 409,
  stale_revision: 409,
  already_member: 409,
  not_possible_now: 409,
  clock_moving: 409,
  file_altered: 409,
  idempotency_mismatch: 409,
  stripe_account_in_use: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rule_refused: 422,
  stripe_not_connected: 422,
  stripe_key_rejected: 422,
  plan_incomplete: 422,
  graph_invalid: 422,
  scenarios_failed: 422,
  link_unusable: 422,
  template_invalid: 422,
  too_many_attempts: 429,
  unexpected: 500,
  stripe_unavailable: 502,
  not_ready: 503,
} as const satisfies Record<string, number>;

/** One of the API's error codes. */
export type RefusalCode = keyof typeof refusalStatus;

/** One thing that is wrong with one field. */
export interface RefusalDetail {
  readonly field: string;
  readonly message: string;
}

/** Details of a refusal besides its message. */
export interface RefusalMore {
  readonly field?: string;
  readonly details?: readonly RefusalDetail[];
  /** Machine-readable extras, such as the problems of a graph. */
  readonly problems?: readonly object[];
  readonly retryAfterSeconds?: number;
}

/** The one exception that services throw: what was wrong and what to do about it. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly more: RefusalMore = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = refusalStatus[code];
  }
}

/** The same message whether a row does not exist or belongs to another school. */
export const notFound = (what: string): Refusal =>
  new Refusal('not_found', `This ${what} does not exist. It may have been removed. Go back to the list and check again.`);

/** The row, or a refusal. */
export function found<T>(row: T | null | undefined, what: string): T {
  if (row === null || row === undefined) throw notFound(what);
  return row;
}

/** An address that no route answers, on this host or at all. */
export const nothingHere = (): Refusal => new Refusal('not_found', 'There is nothing at this address.');

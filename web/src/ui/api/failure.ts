/** Message of the API about one field. */
export interface FieldProblem {
  /** Path of the field in what was sent, such as `modules.0.title`. */
  readonly field: string;
  readonly message: string;
  /** The label of the field, if it does not follow from the path. */
  readonly name?: string;
}

/** Error response of the API. */
export interface FailureBody {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly details?: readonly FieldProblem[];
  readonly requestId?: string;
}

/** A failed request, with a message for people. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    readonly status: number,
    readonly body: FailureBody,
    /** The whole response, for refusals that carry more than a message. */
    readonly answer: unknown = undefined,
  ) {
    super(body.message);
  }

  get code(): string {
    return this.body.code;
  }

  /** Messages by field, in the format of the form library. */
  get fields(): Record<string, string> {
    const { field, message, details = [] } = this.body;
    if (details.length === 0) return field ? { [field]: message } : {};
    return Object.fromEntries(details.map((detail) => [detail.field, detail.message]));
  }
}

/** Whether an error is the refusal with this code. */
export const isRefusal = (error: unknown, code: string): boolean => error instanceof ApiFailure && error.code === code;

/** Problems of fields that the message of an error does not name. */
export const fieldProblemsOf = (error: unknown): readonly FieldProblem[] =>
  error instanceof ApiFailure ? (error.body.details ?? []) : [];

/** Labels of fields that do not follow from their property. */
const names: Readonly<Record<string, string>> = {
  bodyHtml: 'Text',
  chatUrl: 'Chat address',
  previewText: 'Preview line',
  priceAmount: 'Price',
  productIds: 'Marketing products',
  supportEmail: 'Support address',
  videoUrl: 'Video address',
};

/** A field as people call it: `lessons.0.videoUrl` is the video address. */
export function fieldName(field: string): string {
  const last = field.split('.').findLast((part) => !/^\d*$/.test(part)) ?? field;
  if (Object.hasOwn(names, last)) return names[last] ?? last;
  const words = last.replaceAll(/(?<=[a-z])(?=[A-Z])|_/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Messages of a refusal at or below a path. */
export const problemAt = (fields: Readonly<Record<string, string>>, path: string): string | undefined =>
  Object.entries(fields).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1];

/** A problem with the field it is about: "Video address: use an https address." */
export function namedProblem({ field, name = fieldName(field), message }: FieldProblem): string {
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return `${name}: ${sentence}`;
}

/** The message for people about any error, with every affected field. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiFailure
    ? [error.message, ...fieldProblemsOf(error).map(namedProblem)].join(' ')
    : 'Something unexpected happened. Try again.';

function isFailureBody(value: unknown): value is FailureBody {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Reads an error response of the API, even if a proxy changed it. */
export function failureFrom(status: number, answer: unknown): ApiFailure {
  const body = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined;
  if (isFailureBody(body)) return new ApiFailure(status, body, answer);
  const message = status >= 500 ? 'The service is not answering. Try again in a moment.' : 'This request was refused.';
  return new ApiFailure(status, { code: 'unexpected_answer', message }, answer);
}

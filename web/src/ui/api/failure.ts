/** What is wrong with one field, as the api says it. */
export interface FieldProblem {
  /** Path of the field in what was sent, such as `modules.0.title`. */
  readonly field: string;
  readonly message: string;
  /** What people call it, where its path does not say. */
  readonly name?: string;
}

/** What the api says when it refuses or fails. */
export interface FailureBody {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly details?: readonly FieldProblem[];
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

/** Problems of fields that the sentence of an error speaks of and does not name. */
export const fieldProblemsOf = (error: unknown): readonly FieldProblem[] =>
  error instanceof ApiFailure ? (error.body.details ?? []) : [];

/** Names of fields that their property does not say. */
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

/** What is wrong at a path or below it, in the fields of a refusal. */
export const problemAt = (fields: Readonly<Record<string, string>>, path: string): string | undefined =>
  Object.entries(fields).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1];

/** A problem with the field it is about: "Video address: use an https address." */
export function namedProblem({ field, name = fieldName(field), message }: FieldProblem): string {
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return `${name}: ${sentence}`;
}

/** What to tell a person about any error, with every field that it is about. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiFailure
    ? [error.message, ...fieldProblemsOf(error).map(namedProblem)].join(' ')
    : 'Something unexpected happened. Try again.';

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

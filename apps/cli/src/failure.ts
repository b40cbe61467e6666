import { type ExitCode, exitCodes } from './exit-codes.js';

/** One thing that is wrong with one field, as the API names it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What the API answers besides a code and a message. */
export interface FailureMore {
  readonly field?: string;
  readonly details?: readonly FieldProblem[];
  /** Issues of a draft. */
  readonly problems?: readonly { readonly message?: string; readonly fix?: string; readonly nodeId?: string }[];
  readonly requestId?: string;
}

/** The one error that commands throw: how the command ends, a code for programs and a sentence for people. */
export class Failure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    readonly code: string,
    message: string,
    readonly more: FailureMore = {},
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** The command was not given what it needs. */
export const wrongUsage = (message: string): Failure => new Failure(exitCodes.wrongUsage, 'wrong_usage', message);

/** No answer, or an answer of something else than Perennial. */
export const unreachable = (message: string): Failure => new Failure(exitCodes.unreachable, 'unreachable', message);

/** The command was understood and did not succeed. */
export const failed = (code: string, message: string, more: FailureMore = {}): Failure =>
  new Failure(exitCodes.failed, code, message, more);

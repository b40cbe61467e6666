import { LiquidError } from 'liquidjs';
import { RenderedTooLongError, RenderedTooSlowlyError } from './fill.js';

/** A problem in one string of a template, described for its author. */
export interface TemplateProblem {
  /** e.g. `blocks.2.html`. */
  readonly field: string;
  readonly message: string;
}

/** The template cannot be compiled. */
export class MailTemplateError extends Error {
  override readonly name = 'MailTemplateError';
  constructor(readonly problems: readonly TemplateProblem[]) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join('; '));
  }
}

/** Whether the template causes an error while it is filled in, and not the product. */
export const isTemplateAtFault = (error: unknown): error is Error =>
  error instanceof MailTemplateError ||
  error instanceof RenderedTooLongError ||
  error instanceof RenderedTooSlowlyError ||
  LiquidError.is(error);

/** Thrown if a link of the email is missing, because its button would not work. */
export class MissingLinkError extends Error {
  override readonly name = 'MissingLinkError';
  constructor(readonly links: readonly string[]) {
    super(`no address for ${links.join(', ')}`);
  }
}

import { LiquidError } from 'liquidjs';
import { RenderedTooLongError } from './fill.js';

/** What is wrong with one string of a template, in words an author understands. */
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

/** Whether a template, and not the product, is at fault for an error of filling it in. */
export const isTemplateAtFault = (error: unknown): error is Error =>
  error instanceof MailTemplateError || error instanceof RenderedTooLongError || LiquidError.is(error);

/** A link that the mail shows was not given; sending it would show a dead button. */
export class MissingLinkError extends Error {
  override readonly name = 'MissingLinkError';
  constructor(readonly links: readonly string[]) {
    super(`no address for ${links.join(', ')}`);
  }
}

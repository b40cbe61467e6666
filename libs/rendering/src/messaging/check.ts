import { type EventType } from '@perennial/domain/events';
import {
  type MailAudience,
  type MailLink,
  type MailTemplate,
  mailLinks,
  mailTemplate,
  templateStrings,
  templateVariables,
} from '@perennial/domain/messaging';
import { authorEngine } from './engine.js';
import type { TemplateProblem } from './errors.js';

/** A variable that a template reads and that no mail for these events has. */
export interface UnknownVariable {
  readonly field: string;
  /** e.g. `event.trialEndAt`. */
  readonly variable: string;
}

/** Whether each string of a template is Liquid that parses and HTML that is allowed. Unknown variables are not looked at. */
export function syntaxProblems(template: MailTemplate): TemplateProblem[] {
  const shape = mailTemplate.safeParse(template);
  if (!shape.success) return shape.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'template', message }));
  return templateStrings(template).flatMap(({ field, source }) => {
    try {
      authorEngine.parse(source);
      return [];
    } catch (error) {
      return [{ field, message: firstLine(error) }];
    }
  });
}

/** Variables that no mail for these events would fill: a typing mistake, or a field of another event. */
export function unknownVariables(
  template: MailTemplate,
  eventTypes: readonly EventType[],
  audience: MailAudience = 'contact',
): UnknownVariable[] {
  const known = templateVariables(eventTypes, audience);
  const isKnown = (path: string) =>
    known.some((variable) => path === variable.path || (canGoDeeper(variable.kind) && path.startsWith(`${variable.path}.`)));
  return templateStrings(template).flatMap(({ field, source }) =>
    variablesIn(source)
      .filter((path) => !isKnown(path))
      .map((variable) => ({ field, variable })),
  );
}

/** Everything an author should hear about a template: syntax first, then unknown variables. */
export function templateProblems(
  template: MailTemplate,
  eventTypes: readonly EventType[],
  audience: MailAudience = 'contact',
): TemplateProblem[] {
  const syntax = syntaxProblems(template);
  if (syntax.length > 0) return syntax;
  return unknownVariables(template, eventTypes, audience).map(({ field, variable }) => ({
    field,
    message: `{{ ${variable} }} is not known for this message`,
  }));
}

/** Links that a template reads, so that a sender makes only those: a magic link is a key and is minted when needed. */
export function linksUsed(template: MailTemplate): MailLink[] {
  const paths = new Set(templateStrings(template).flatMap(({ source }) => variablesIn(source)));
  return (Object.keys(mailLinks) as MailLink[]).filter((name) => paths.has(`links.${name}`));
}

/** Whom a mail is for, where nobody said: only staff are led to pages of the admin app. */
export const audienceOf = (template: MailTemplate): MailAudience =>
  linksUsed(template).some((link) => link === 'person' || link === 'payments') ? 'staff' : 'contact';

const canGoDeeper = (kind: string): boolean => kind === 'list' || kind === 'record';

function variablesIn(source: string): string[] {
  const paths = authorEngine
    .globalVariableSegmentsSync(source)
    .map((segments) => segments.map((segment) => (Array.isArray(segment) ? '*' : String(segment))).join('.'));
  return [...new Set(paths)];
}

/** The first line of a Liquid error, without its position. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The engine's own position counts lines of one string of the template, which no author sees.
  return message.split('\n')[0]?.split(', line:')[0] ?? message;
}

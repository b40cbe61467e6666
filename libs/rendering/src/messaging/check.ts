import { type EventType } from '@perennial/domain/events';
import {
  type MailAudience,
  type MailField,
  type MailLink,
  MailTemplate,
  mailLinks,
  templateStrings,
  templateVariables,
} from '@perennial/domain/messaging';
import { authorEngine } from './engine.js';
import type { TemplateProblem } from './errors.js';

/** A variable in a template that emails for these events do not have. */
export interface UnknownVariable {
  readonly field: string;
  /** e.g. `event.trialEndAt`. */
  readonly variable: string;
}

/** Whether each string of a template is Liquid that parses and HTML that is allowed. Unknown variables are not checked. */
export function syntaxProblems(template: MailTemplate): TemplateProblem[] {
  const shape = MailTemplate.safeParse(template);
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

/** Variables that emails for these events do not have: a typo, or a field of another event. */
export function unknownVariables(
  template: MailTemplate,
  eventTypes: readonly EventType[],
  audience: MailAudience = 'contact',
  fields: readonly MailField[] = [],
): UnknownVariable[] {
  const known = templateVariables(eventTypes, audience, fields);
  const isKnown = (path: string) =>
    known.some((variable) => path === variable.path || (canGoDeeper(variable.kind) && path.startsWith(`${variable.path}.`)));
  return templateStrings(template).flatMap(({ field, source }) =>
    variablesIn(source)
      .filter((path) => !isKnown(path))
      .map((variable) => ({ field, variable })),
  );
}

/** All problems of a template: syntax first, then unknown variables. */
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

/**
 * Links that a template uses, so that the sender generates only those. A magic link gives access, so it is generated only when
 * needed.
 */
export function linksUsed(template: MailTemplate): MailLink[] {
  const paths = new Set(templateStrings(template).flatMap(({ source }) => variablesIn(source)));
  return (Object.keys(mailLinks) as MailLink[]).filter((name) => paths.has(`links.${name}`));
}

/** Default audience of an email: staff if it links to the admin app. */
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
  // The engine's position refers to one string of the template, which authors do not see.
  return message.split('\n')[0]?.split(', line:')[0] ?? message;
}

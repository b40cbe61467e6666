import { type EventType } from '@perennial/domain/events';
import {
  type MailAudience,
  type MailField,
  type MailTemplate,
  type MailVariables,
  sampleVariables,
  templateStrings,
} from '@perennial/domain/messaging';
import { Output, type Template } from 'liquidjs';
import { firstLine } from './check.js';
import type { Reader } from './dates.js';
import { forReader, textEngine } from './engine.js';
import type { TemplateProblem } from './errors.js';

/**
 * Errors when a template is filled in with these values, by field. Each output is also filled in separately, because one in a
 * branch that these values do not take would otherwise fail only in a real email.
 */
export function fillProblems(template: MailTemplate, variables: MailVariables, reader: Reader): TemplateProblem[] {
  const options = forReader(reader);
  const fails = (parts: readonly Template[]): string | null => {
    try {
      textEngine.renderSync([...parts], { ...variables }, options);
      return null;
    } catch (error) {
      return firstLine(error);
    }
  };
  return templateStrings(template).flatMap(({ field, source }) => {
    const parts = textEngine.parse(source);
    const message = fails(parts) ?? firstOf(partsWithin(parts), fails);
    return message === null ? [] : [{ field, message: worded(message) }];
  });
}

/** {@link fillProblems} with the sample values of an event. */
export const sampleFillProblems = (
  template: MailTemplate,
  eventType: EventType,
  audience: MailAudience,
  fields: readonly MailField[] = [],
): TemplateProblem[] => fillProblems(template, sampleVariables(eventType, audience, fields), { locale: 'en', timeZone: 'UTC' });

/** Every output at any depth, with the preceding assignments. */
function* partsWithin(parts: readonly Template[]): Iterable<readonly Template[]> {
  const all = [...flat(parts)];
  const assigns = all.filter((part) => !(part instanceof Output) && part.localScope !== undefined && part.children === undefined);
  for (const part of all) if (part instanceof Output) yield [...assigns.slice(0, 20), part];
}

function* flat(parts: readonly Template[]): Iterable<Template> {
  for (const part of parts) {
    yield part;
    if (part.children) yield* flat(childrenOf(part.children(false, true)));
  }
}

function childrenOf(steps: Generator<unknown, Template[]>): Template[] {
  let step = steps.next();
  while (!step.done) step = steps.next(step.value);
  return step.value;
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

const worded = (message: string): string => `cannot be filled in: ${message}`;

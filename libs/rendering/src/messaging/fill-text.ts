import { textEngine } from './engine.js';
import { fillTemplate } from './fill.js';

/**
 * Fills in the Liquid variables of a short text, such as a URL or a field of a JSON body. Nothing is escaped.
 * @throws when the text is not valid Liquid
 */
export function fillText(text: string, variables: Readonly<Record<string, unknown>>): string {
  return fillTemplate(textEngine, textEngine.parse(text), { ...variables });
}

import { textEngine } from './engine.js';

/**
 * Fills Liquid variables of a short text in, such as a URL or a field of a JSON body. Nothing is escaped.
 * @throws when the text is not valid Liquid
 */
export function fillText(text: string, variables: Readonly<Record<string, unknown>>): string {
  return String(textEngine.parseAndRenderSync(text, { ...variables }));
}

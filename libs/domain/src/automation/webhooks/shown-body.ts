import { bodyPathLimits } from './body-path.js';
import { shortened } from './mapping.js';

/** How much of a body is kept to be shown. */
const limits = { text: 200, items: 10, fields: 100, values: 500 } as const;

/** Fields whose values nobody needs to see. */
const secretNames = /pass(?:word|wd|phrase)|secret|token|authorization|api_?key|credential|card_?number|cvc|cvv|iban/i;

/** What stands for a value that is not shown. */
export const masked = '•••';

/** A body as staff see it: long texts and lists are shortened, and passwords, keys and card numbers are masked. */
export function shownBody(body: unknown): unknown {
  let left: number = limits.values;
  const show = (value: unknown, depth: number): unknown => {
    left--;
    if (typeof value === 'string') return value.length > limits.text ? `${shortened(value, limits.text)}…` : value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : null;
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= bodyPathLimits.parts || left <= 0) return '…';
    if (Array.isArray(value)) return value.slice(0, limits.items).map((item) => show(item, depth + 1));
    const fields = Object.entries(value).slice(0, limits.fields);
    return Object.fromEntries(
      fields.flatMap(([name, inner]) =>
        left <= 0 ? [] : [[shortened(name, limits.text), secretNames.test(name) ? masked : show(inner, depth + 1)]],
      ),
    );
  };
  return show(body, 0);
}

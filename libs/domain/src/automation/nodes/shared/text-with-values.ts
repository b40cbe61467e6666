import { z } from 'zod';
import { splitLiquid } from '../../../messaging/liquid-ranges.js';

/** A value as a text names it, with an optional value or text to use if it is empty. */
const named =
  /^\{\{\s{0,9}[A-Za-z]\w{0,99}(?:\.[\w-]{1,100}){0,4}\s{0,9}(?:\|\s{0,9}default:\s{0,9}(?:"[^"{}]{0,200}"|'[^'{}]{0,200}'|[A-Za-z][\w.-]{0,200})\s{0,9})?\}\}$/;

const canBeFilledIn = (text: string): boolean =>
  splitLiquid(text).every(({ liquid, value }) => (liquid ? named.test(value) : !value.includes('{{') && !value.includes('{%')));

/** A text as cards show it: an ellipsis stands for each value, which is not known yet. */
export const withoutValues = (text: string): string =>
  splitLiquid(text)
    .map(({ liquid, value }) => (liquid ? '…' : value))
    .join('');

/** A text that may name values of the person and the event, such as `{{ contact.name }}`. It can always be filled in. */
export const textWithValues = (max: number, empty: string) =>
  z
    .string()
    .trim()
    .min(1, { error: empty })
    .max(max, { error: `Use at most ${max} characters.` })
    .refine(canBeFilledIn, { error: 'A value in braces cannot be read. Write it like {{ contact.name }}.' });

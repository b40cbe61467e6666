import { mailName } from '@perennial/domain/identity';
import { type Context, Liquid, type LiquidOptions } from 'liquidjs';
import { formatDate, formatDateTime, type Reader } from './dates.js';
import { formatMoney } from './money.js';

/** How long a template may take. */
export const renderLimitMs = 200;

const options: LiquidOptions = {
  outputEscape: 'escape',
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  dynamicPartials: false,
  relativeReference: false,
  memoryLimit: 1e6,
  renderLimit: renderLimitMs,
  parseLimit: 50_000,
};
// Emails have no files to include, and `raw` or `liquid` would hide text from the checks.
const allowedTags = new Set('if unless case for break continue assign comment #'.split(' '));

/** Parses authors' templates, with size limits. */
export const authorEngine = build(options);
/** Renders the compiled HTML, which is longer than the author's text. */
export const htmlEngine = build({ ...options, parseLimit: 1_000_000 });
/** Renders the subject, preview line and text part: without HTML escapes, and without line breaks in values. */
export const textEngine = build({ ...options, parseLimit: 1_000_000, outputEscape: oneLine });

/** Key of the reader for filters. Liquid cannot express this name. */
const readerKey = '$reader';
/** Render options with the reader for the date and money filters. */
export const forReader = (reader: Reader) => ({ globals: { [readerKey]: reader } });

function build(settings: LiquidOptions): Liquid {
  const liquid = new Liquid(settings);
  for (const name of Object.keys(liquid.tags)) if (!allowedTags.has(name)) delete liquid.tags[name];
  // Otherwise the `raw` filter would let an author disable escaping.
  liquid.registerFilter('raw', (value: unknown) => value);
  liquid.registerFilter('money', money);
  liquid.registerFilter('date_long', function (value: unknown) {
    const instant = instantOf(value);
    return instant && formatDate(instant, readerOf(this));
  });
  liquid.registerFilter('date_time', function (value: unknown) {
    const instant = instantOf(value);
    return instant && formatDateTime(instant, readerOf(this));
  });
  liquid.registerFilter('first_name', (value: unknown) => mailName(textOf(value)).firstName);
  liquid.registerFilter('name', (value: unknown) => mailName(textOf(value)).name);
  return liquid;
}

interface FilterThis {
  readonly context: Context;
}

function money(this: FilterThis, value: unknown, currency: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  const code = textOf(currency ?? this.context.getSync(['event', 'currency']));
  if (!/^[a-z]{3}$/i.test(code)) throw new Error('money needs a currency: {{ amount | money: "eur" }}');
  const amount = Number(value);
  if (!Number.isFinite(amount)) throw new Error('money needs a number');
  return formatMoney(amount, code, readerOf(this).locale);
}

function instantOf(value: unknown): Date | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const instant = new Date(value instanceof Date || typeof value === 'number' ? value : textOf(value));
  if (Number.isNaN(instant.getTime())) throw new Error('is not a date');
  return instant;
}

function readerOf({ context }: FilterThis): Reader {
  const reader: unknown = context.getSync([readerKey]);
  if (isReader(reader)) return reader;
  return { locale: 'en', timeZone: 'UTC' };
}

const isReader = (value: unknown): value is Reader =>
  typeof value === 'object' && value !== null && 'locale' in value && 'timeZone' in value;

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

function oneLine(value: unknown): string {
  const text = Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value);
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

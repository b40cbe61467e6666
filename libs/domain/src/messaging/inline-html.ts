import { Tokenizer } from 'htmlparser2';
import { maskLiquid, splitLiquid } from './liquid-ranges.js';
import { mailLinks } from './mail-variables.js';

/** Tags that a text block may hold; everything else is refused. */
export const inlineTags = ['p', 'strong', 'em', 'a', 'ul', 'li', 'br'] as const;
/** One of {@link inlineTags}. */
export type InlineTag = (typeof inlineTags)[number];

/** A piece of a text block. Liquid is kept intact, so that a `<` inside a condition is not parsed as a tag. */
export type InlineToken =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'liquid'; readonly value: string }
  | { readonly kind: 'open'; readonly tag: InlineTag; readonly href?: string }
  | { readonly kind: 'close'; readonly tag: InlineTag };

/** Result of {@link readInline}, with messages about what it refused. */
export interface InlineReading {
  readonly tokens: readonly InlineToken[];
  readonly problems: readonly string[];
}

/** Deeper than any real text, and shallow enough for libraries that process markup recursively. */
const deepest = 20;
/** Placeholder for a character of Liquid while HTML is parsed: not a letter, a space or a special character of HTML. */
const mask = '\ue000';
const aliases: Readonly<Record<string, InlineTag>> = { b: 'strong', i: 'em' };

/** Whether a link is allowed in an email: http(s), mailto, or one of our own `{{ links.… }}`. */
export function isMailUrl(url: string): boolean {
  const pieces = splitLiquid(url.trim());
  const plain = pieces.map(({ liquid, value }) => (liquid ? 'x' : value)).join('');
  if (/[\s"'<>`\\{}]/.test(plain)) return false;
  if (pieces[0]?.liquid && isOwnLink(pieces[0].value)) return true;
  return /^(https?:\/\/[^/]|mailto:[^,]*x|mailto:[^,@]+@)/i.test(plain);
}

/**
 * Whether an output is exactly one of {@link mailLinks}. Any other name would be empty, so the rest would determine the scheme.
 */
function isOwnLink(output: string): boolean {
  const path = output
    .replace(/^\{\{-?/, '')
    .replace(/-?\}\}$/, '')
    .trim();
  return path.startsWith('links.') && Object.hasOwn(mailLinks, path.slice('links.'.length));
}

/**
 * Reads the limited HTML of a text block, with the tokenizer that follows the HTML standard. What is neither a tag nor Liquid is
 * text, a comment or an unfinished tag too. Attributes other than a link's address are silently removed.
 */
export function readInline(html: string): InlineReading {
  const markup = maskLiquid(html, mask);
  const reader = new InlineReader(html, markup);
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(markup);
  tokenizer.end();
  return reader.reading();
}

class InlineReader {
  readonly #tokens: InlineToken[] = [];
  readonly #problems = new Set<string>();
  readonly #open: InlineTag[] = [];
  /** The position up to which the source has been tokenized. */
  #done = 0;
  #name = '';
  #attribute = '';
  #href: string | undefined;

  /** @param markup the source with its Liquid masked: what the tokenizer reads, with the same positions */
  constructor(
    private readonly source: string,
    private readonly markup: string,
  ) {}

  reading(): InlineReading {
    this.#textTo(this.source.length);
    for (const tag of [...this.#open].reverse()) {
      this.#problems.add(`<${tag}> is not closed`);
      this.#tokens.push({ kind: 'close', tag });
    }
    return { tokens: this.#tokens, problems: [...this.#problems] };
  }

  onopentagname(start: number, end: number): void {
    this.#textTo(start - '<'.length);
    this.#done = start - '<'.length;
    this.#name = this.source.slice(start, end);
    this.#href = undefined;
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.source.slice(start, end).toLowerCase();
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute === 'href') this.#href = (this.#href ?? '') + this.source.slice(start, end);
  }

  onattribend(): void {
    // Of two attributes with one name the first counts, as in a browser.
    if (this.#attribute === 'href') this.#href ??= '';
    this.#attribute = '';
  }

  onopentagend(end: number): void {
    this.#done = end + '>'.length;
    const tag = this.#allowed(this.#name);
    if (!tag) return;
    if (tag === 'a') {
      const url = this.#href ?? '';
      const usable = isMailUrl(url);
      if (!usable) this.#problems.add('a link must start with https://, http:// or mailto:, or be one of the links offered');
      this.#tokens.push({ kind: 'open', tag, href: usable ? url.trim() : '#' });
    } else this.#tokens.push({ kind: 'open', tag });
    if (tag !== 'br') this.#open.push(tag);
    if (this.#open.length > deepest) this.#problems.add(`tags are nested more than ${deepest} levels deep`);
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end);
  }

  onclosetag(start: number, end: number): void {
    this.#textTo(start - '</'.length);
    const bracket = this.markup.indexOf('>', end);
    this.#done = bracket < 0 ? this.source.length : bracket + '>'.length;
    const tag = this.#allowed(this.source.slice(start, end));
    if (!tag || tag === 'br') return;
    if (this.#open.at(-1) === tag) {
      this.#open.pop();
      this.#tokens.push({ kind: 'close', tag });
    } else this.#problems.add(`</${tag}> does not close the tag opened last`);
  }

  // Unrecognised markup stays text, and is read from the source with its context.
  ontext(): void {}
  oncomment(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  // Not called, because entities are left as they are.
  onattribentity(): void {}
  ontextentity(): void {}
  onend(): void {}

  #allowed(name: string): InlineTag | undefined {
    const lower = name.toLowerCase();
    const tag = aliases[lower] ?? inlineTags.find((known) => known === lower);
    if (!tag) this.#problems.add(`<${name.slice(0, 20)}> cannot be used in an email's text`);
    return tag;
  }

  #textTo(end: number): void {
    if (end <= this.#done) return;
    for (const { liquid, value } of splitLiquid(this.source.slice(this.#done, end)))
      this.#tokens.push({ kind: liquid ? 'liquid' : 'text', value });
    this.#done = end;
  }
}

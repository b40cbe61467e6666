import { readInline, splitLiquid } from '@perennial/domain/messaging';
import { type LiquidSlots, withoutSlots } from './slots.js';

/** Escapes for text and for attributes alike. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** An author's one-line string: Liquid into slots, the rest escaped. */
export function lineMarkup(source: string, slots: LiquidSlots): string {
  return splitLiquid(source)
    .map(({ liquid, value }) => (liquid ? slots.inline(value) : escapeHtml(withoutSlots(value))))
    .join('');
}

/** Plain text that is not a template. Escaping does not change slot tokens. */
export const literalMarkup = (text: string, slots: LiquidSlots): string => escapeHtml(slots.literal(text));

/** Inline styles of the tags in a text block. */
export interface InlineStyles {
  readonly p?: string;
  readonly ul?: string;
  readonly li?: string;
  readonly a?: string;
}

/**
 * A text block as HTML. It is generated from the parsed content, so pasted markup cannot pass through. Liquid tags around whole
 * paragraphs stay between them.
 */
export function textMarkup(html: string, slots: LiquidSlots, styles: InlineStyles = {}): string {
  const { tokens } = readInline(html);
  const written = tokens
    .map((token) => {
      if (token.kind === 'liquid') return slots.inline(token.value);
      if (token.kind === 'text') return escapeText(withoutSlots(token.value));
      if (token.kind === 'close') return `</${token.tag}>`;
      const style = token.tag in styles ? styles[token.tag as keyof InlineStyles] : undefined;
      const href = token.href === undefined ? '' : ` href="${lineMarkup(token.href.replace(/&amp;/g, '&'), slots)}"`;
      return `<${token.tag}${href}${style ? ` style="${style}"` : ''}>`;
    })
    .join('');
  const hasBlocks = tokens.some((token) => token.kind === 'open' && (token.tag === 'p' || token.tag === 'ul'));
  return hasBlocks ? written : `<p${styles.p ? ` style="${styles.p}"` : ''}>${written}</p>`;
}

// Existing entities are not escaped again.
const escapeText = (text: string): string =>
  text
    .replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});)/gi, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

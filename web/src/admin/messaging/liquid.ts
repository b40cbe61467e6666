import { splitLiquid } from '@perennial/domain/messaging';

const onLiquid = (html: string, change: (liquid: string) => string): string =>
  splitLiquid(html)
    .map(({ liquid, value }) => (liquid ? change(value) : value))
    .join('');

/** A text for the editor: a `<` inside a condition must not be taken for a tag. */
export const shieldLiquid = (html: string): string =>
  onLiquid(html, (liquid) => bare(liquid).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));

/** A text from the editor: conditions get back the signs that the editor wrote as entities. */
export const bareLiquid = (html: string): string => onLiquid(html, bare);

const bare = (liquid: string): string =>
  liquid
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&amp;', '&');

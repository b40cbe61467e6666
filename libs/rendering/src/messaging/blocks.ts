import type { MailBlock } from '@perennial/domain/messaging';
import { lineMarkup, textMarkup } from './markup.js';
import type { LiquidSlots } from './slots.js';
import type { Palette } from './styles.js';

const gaps = { small: 8, medium: 24, large: 48 } as const;

/** One block as MJML, inside its condition if it has one. */
export function blockMjml(block: MailBlock, slots: LiquidSlots, colours: Palette): string {
  const mjml = bareMjml(block, slots, colours);
  if (!block.when) return mjml;
  const switchOn = slots.between(`{% if ${block.when} %}`);
  return `<mj-raw>${switchOn}</mj-raw>${mjml}<mj-raw>${slots.between('{% endif %}')}</mj-raw>`;
}

function bareMjml(block: MailBlock, slots: LiquidSlots, colours: Palette): string {
  switch (block.type) {
    case 'heading':
      return `<mj-text css-class="heading" font-size="26px" line-height="34px" font-weight="700" letter-spacing="-0.3px" color="${colours.ink}" padding="0 0 16px"><h1 style="margin:0;font:inherit;letter-spacing:inherit">${lineMarkup(block.text, slots)}</h1></mj-text>`;
    case 'text':
      return `<mj-text css-class="text" font-size="16px" line-height="26px" color="${colours.ink}" padding="0 0 8px">${textMarkup(block.html, slots, textStyles(colours))}</mj-text>`;
    case 'button':
      return `<mj-button css-class="action" align="left" href="${lineMarkup(block.url, slots)}" background-color="${colours.button}" color="${colours.buttonText}" border="1px solid ${colours.buttonEdge}" border-radius="8px" font-size="16px" font-weight="600" line-height="20px" inner-padding="13px 26px" padding="12px 0 28px">${lineMarkup(block.label, slots)}</mj-button>`;
    case 'image':
      return `<mj-image css-class="picture" align="left" src="${lineMarkup(block.url, slots)}" alt="${lineMarkup(block.alt, slots)}" ${block.width ? `width="${block.width}px"` : ''} border-radius="8px" font-size="14px" padding="4px 0 20px" />`;
    case 'divider':
      return `<mj-divider css-class="rule" border-width="1px" border-color="${colours.line}" padding="8px 0 24px" />`;
    case 'spacer':
      return `<mj-spacer height="${gaps[block.size]}px" />`;
    case 'facts':
      return `<mj-table css-class="facts" font-size="15px" line-height="22px" padding="8px 0 20px">${block.rows.map((row) => factRow(row, slots, colours)).join('')}</mj-table>`;
  }
}

const textStyles = (colours: Palette) => ({
  p: 'margin:0 0 16px',
  ul: 'margin:0 0 16px;padding:0 0 0 22px',
  li: 'margin:0 0 6px',
  a: `color:${colours.accent};text-decoration:underline`,
});

type Detail = Extract<MailBlock, { type: 'facts' }>['rows'][number];

function factRow(row: Detail, slots: LiquidSlots, colours: Palette): string {
  const edge = `border-bottom:1px solid ${colours.line}`;
  const cells = `<tr><td class="label" width="38%" valign="top" style="padding:11px 16px 11px 0;${edge};color:${colours.quiet}">${lineMarkup(row.label, slots)}</td><td class="value" valign="top" style="padding:11px 0;${edge};color:${colours.ink};font-weight:500">${lineMarkup(row.value, slots)}</td></tr>`;
  return row.when ? slots.between(`{% if ${row.when} %}`) + cells + slots.between('{% endif %}') : cells;
}

import type { MailBlock, MailTemplate } from '@perennial/domain/messaging';
import type { MailBrand } from '@perennial/domain/school';
import { convert } from 'html-to-text';
import { footerLines } from './footer.js';
import { lineMarkup, literalMarkup, textMarkup } from './markup.js';
import type { CompileOptions } from './options.js';
import { type LiquidSlots, standaloneSlot } from './slots.js';

/** The text part as a Liquid template. It is generated from the blocks instead of the HTML, so that it reads well. */
export function textTemplate(template: MailTemplate, brand: MailBrand, options: CompileOptions, slots: LiquidSlots): string {
  const school = `<p>${literalMarkup(brand.schoolName, slots)}</p>`;
  const blocks = template.blocks.map((block) => conditional(block, blockHtml(block, slots), slots)).join('');
  const footer = footerLines(brand, options, slots).join('<br>');
  const text = convert(`${school}${blocks}<p>--<br>${footer}</p>`, {
    wordwrap: false,
    preserveNewlines: false,
    selectors: [
      { selector: 'h1', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
      { selector: 'a', options: { linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true } },
      { selector: 'ul', options: { itemPrefix: '- ', leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    ],
  });
  return slots.restore(`${text}\n`.replace(standaloneSlot, '$1'));
}

function conditional(part: { when?: string | undefined }, html: string, slots: LiquidSlots): string {
  if (!part.when || !html) return html;
  return `<p>${slots.inline(`{% if ${part.when} %}`)}</p>${html}<p>${slots.inline('{% endif %}')}</p>`;
}

function blockHtml(block: MailBlock, slots: LiquidSlots): string {
  switch (block.type) {
    case 'heading':
      return `<h1>${lineMarkup(block.text, slots)}</h1>`;
    case 'text':
      return textMarkup(block.html, slots);
    case 'button':
      // The address is on its own line, because every mail client links it there.
      return `<p>${lineMarkup(block.label, slots)}:<br>${lineMarkup(block.url, slots)}</p>`;
    case 'image':
      return block.alt ? `<p>[${lineMarkup(block.alt, slots)}]</p>` : '';
    case 'facts':
      return `<p>${block.rows.map((row) => factLine(row, slots)).join('')}</p>`;
    case 'divider':
      return '<p>* * *</p>';
    case 'spacer':
      return '';
  }
}

type Detail = Extract<MailBlock, { type: 'facts' }>['rows'][number];

function factLine(row: Detail, slots: LiquidSlots): string {
  const line = `<br>${lineMarkup(row.label, slots)}: ${lineMarkup(row.value, slots)}`;
  // The break is inside the condition, so that an omitted row leaves no empty line.
  return row.when ? `${slots.inline(`{% if ${row.when} %}`)}${line}${slots.inline('{% endif %}')}` : line;
}

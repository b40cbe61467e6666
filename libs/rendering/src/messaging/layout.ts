import type { MailTemplate } from '@perennial/domain/messaging';
import type { MailBrand } from '@perennial/domain/school';
import { blockMjml } from './blocks.js';
import { footerLines } from './footer.js';
import { lineMarkup, literalMarkup } from './markup.js';
import type { CompileOptions } from './options.js';
import type { LiquidSlots } from './slots.js';
import { fontStack, headStyles, lightPalette, type Palette } from './styles.js';

// Prevents the inbox from filling the preview line with the first words of the email.
const previewPadding = '&#847;&zwnj;&nbsp;'.repeat(70);

/** The whole email as MJML: the school's logo, a card with the blocks, and the footer. */
export function mailMjml(template: MailTemplate, brand: MailBrand, options: CompileOptions, slots: LiquidSlots): string {
  const colours = lightPalette(brand.colour);
  const blocks = template.blocks.map((block) => blockMjml(block, slots, colours)).join('\n');
  return `<mjml lang="en">
<mj-head>
  <mj-title>${lineMarkup(template.subject, slots)}</mj-title>
  <mj-preview>${lineMarkup(template.previewText, slots)}${previewPadding}</mj-preview>
  <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
  <mj-attributes><mj-all font-family="${fontStack}" /><mj-section padding="0" /><mj-column padding="0" /></mj-attributes>
  <mj-style>${headStyles(brand.colour)}</mj-style>
</mj-head>
<mj-body width="600px" background-color="${colours.page}" css-class="page">
  <mj-section css-class="mast" padding="36px 40px 20px"><mj-column>${mast(brand, slots, colours)}</mj-column></mj-section>
  <mj-section background-color="${brand.colour}" border-radius="10px 10px 0 0"><mj-column><mj-spacer height="6px" /></mj-column></mj-section>
  <mj-section css-class="card" background-color="${colours.card}" border-radius="0 0 10px 10px" padding="38px 40px 20px"><mj-column>
${blocks}
  </mj-column></mj-section>
  <mj-section css-class="foot" padding="24px 40px 40px"><mj-column>${footer(brand, options, slots, colours)}</mj-column></mj-section>
</mj-body>
</mjml>`;
}

function mast(brand: MailBrand, slots: LiquidSlots, colours: Palette): string {
  const name = literalMarkup(brand.schoolName, slots);
  if (!brand.logoUrl) {
    return `<mj-text css-class="wordmark" font-size="19px" line-height="24px" font-weight="700" letter-spacing="-0.2px" color="${colours.accent}" padding="0">${name}</mj-text>`;
  }
  // Only the height is set, because the logo's aspect ratio is not known here. If images are disabled, the alternative text is
  // shown like a wordmark.
  const style = `height:44px;width:auto;max-width:100%;object-fit:contain;vertical-align:middle;font-size:19px;line-height:24px;font-weight:700;color:${colours.accent}`;
  return `<mj-text css-class="logo" padding="0"><img src="${literalMarkup(brand.logoUrl, slots)}" alt="${name}" height="44" style="${style}"></mj-text>`;
}

function footer(brand: MailBrand, options: CompileOptions, slots: LiquidSlots, colours: Palette): string {
  const lines = footerLines(brand, options, slots, `color:${colours.quiet};text-decoration:underline`);
  return `<mj-text font-size="13px" line-height="20px" color="${colours.quiet}" padding="0">${lines.map((line) => `<p style="margin:0 0 6px">${line}</p>`).join('')}</mj-text>`;
}

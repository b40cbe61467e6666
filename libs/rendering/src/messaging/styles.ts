import { contrast, readableAs, readableOn } from '../school/colours.js';

/** System fonts, so that no request is made. */
export const fontStack = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Colours of an email in light and dark mode. */
export interface Palette {
  readonly page: string;
  readonly card: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  /** Brand colour as text. */
  readonly accent: string;
  readonly button: string;
  readonly buttonText: string;
  readonly buttonEdge: string;
}

const white = '#ffffff';

function palette(colour: string, base: Pick<Palette, 'page' | 'card' | 'ink' | 'quiet' | 'line'>): Palette {
  const accent = readableAs(colour, base.card);
  // A dark brand colour would not contrast with a dark card. On white, the button keeps the brand colour.
  const button = base.card !== white && contrast(colour, base.card) < 2 ? accent : colour;
  return {
    ...base,
    accent,
    button,
    buttonText: readableOn(button),
    // A pale button gets a border.
    buttonEdge: contrast(button, base.card) < 1.5 ? accent : button,
  };
}

/** The light palette of a brand. */
export const lightPalette = (colour: string): Palette =>
  palette(colour, { page: '#f4f4f1', card: white, ink: '#24242a', quiet: '#66666f', line: '#e6e6e2' });

/** The dark palette of a brand. */
export const darkPalette = (colour: string): Palette =>
  palette(colour, { page: '#121214', card: '#1c1c20', ink: '#ececf0', quiet: '#a3a3ad', line: '#36363d' });

/** Styles that cannot be inline: small screens, dark mode, and the dark mode of Outlook on the web. */
export function headStyles(colour: string): string {
  const dark = darkPalette(colour);
  return `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { text-decoration-thickness: 1px; text-underline-offset: 2px; }
@media (max-width: 480px) {
  .card > table > tbody > tr > td { padding: 28px 20px 24px !important; }
  .mast > table > tbody > tr > td { padding: 24px 20px 16px !important; }
  .foot > table > tbody > tr > td { padding: 24px 20px 40px !important; }
  .heading > div { font-size: 22px !important; line-height: 29px !important; }
  .action table { width: 100% !important; }
  .facts td { display: block !important; width: auto !important; text-align: left !important; padding-right: 0 !important; }
  .facts td.label { padding-bottom: 0 !important; border-bottom: 0 !important; }
  .facts td.value { padding-top: 2px !important; }
}
@media (prefers-color-scheme: dark) {${darkRules(dark, '')}}
${darkRules(dark, '[data-ogsc] ')}`;
}

function darkRules(dark: Palette, scope: string): string {
  const rule = (selectors: string, body: string) =>
    `${selectors
      .split(',')
      .map((selector) => scope + selector.trim())
      .join(', ')} { ${body} }\n`;
  return [
    rule('body, .page, body > div', `background: ${dark.page} !important; background-color: ${dark.page} !important;`),
    rule('.card, .card > table', `background: ${dark.card} !important; background-color: ${dark.card} !important;`),
    rule('.text > div, .heading > div, .facts td.value', `color: ${dark.ink} !important;`),
    rule('.facts td.label, .foot div, .foot a', `color: ${dark.quiet} !important;`),
    rule('.text a, .wordmark > div', `color: ${dark.accent} !important;`),
    rule('.facts td', `border-color: ${dark.line} !important;`),
    rule('.rule p', `border-top-color: ${dark.line} !important;`),
    rule('.action td, .action a', `background: ${dark.button} !important; color: ${dark.buttonText} !important;`),
    rule('.action td[bgcolor]', `border-color: ${dark.buttonEdge} !important;`),
    // Most logos are designed for white backgrounds; a dark one would be invisible.
    rule(
      '.logo img',
      'background: #ffffff !important; color: #24242a !important; padding: 6px 10px !important; border-radius: 8px !important;',
    ),
  ].join('');
}

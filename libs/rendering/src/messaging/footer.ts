import type { MailBrand } from '@perennial/domain/school';
import { literalMarkup } from './markup.js';
import type { CompileOptions } from './options.js';
import type { LiquidSlots } from './slots.js';

/** Footer as HTML lines, for both parts: the reason for the email, the support address, how to unsubscribe. */
export function footerLines(brand: MailBrand, options: CompileOptions, slots: LiquidSlots, linkStyle = ''): string[] {
  const school = literalMarkup(brand.schoolName, slots);
  const support = literalMarkup(brand.supportEmail, slots);
  const link = (href: string, label: string) => `<a href="${href}"${linkStyle ? ` style="${linkStyle}"` : ''}>${label}</a>`;
  const lines = [reason(options, school, slots), `Questions? Write to ${link(`mailto:${support}`, support)}.`];
  if (options.category === 'marketing') lines.push(link(slots.inline('{{ links.unsubscribe }}'), 'Unsubscribe'));
  if (brand.address) lines.push(literalMarkup(oneLine(brand.address), slots));
  return lines;
}

const oneLine = (address: string): string =>
  address
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(', ');

function reason({ audience, category }: CompileOptions, school: string, slots: LiquidSlots): string {
  if (audience === 'staff')
    return `You get this email because you work at ${school}. You can turn it off under Settings › Email settings.`;
  if (category === 'marketing')
    return `You get this email because ${slots.inline('{{ news.clause }}')} ${slots.inline('{{ news.at | date_long }}')}.`;
  return `You get this email because you have an account at ${school}.`;
}

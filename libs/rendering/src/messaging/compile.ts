import type { MailLink, MailTemplate } from '@perennial/domain/messaging';
import { MailBrand } from '@perennial/domain/school';
import mjml2html from 'mjml';
import { linksUsed, syntaxProblems } from './check.js';
import { htmlEngine, textEngine } from './engine.js';
import { MailTemplateError } from './errors.js';
import { mailMjml } from './layout.js';
import type { CompileOptions } from './options.js';
import { LiquidSlots } from './slots.js';
import { textTemplate } from './text-part.js';

/** A compiled email: strings of Liquid that can be stored. */
export interface CompiledMail {
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
  /** Links in the email. {@link renderMail} throws if one is missing. */
  readonly links: readonly MailLink[];
}

/** Compiles a template, once per version. Throws {@link MailTemplateError} if the author must correct something. */
export async function compileMail(template: MailTemplate, brand: MailBrand, options: CompileOptions = {}): Promise<CompiledMail> {
  const problems = syntaxProblems(template);
  if (problems.length > 0) throw new MailTemplateError(problems);
  const safeBrand = MailBrand.parse(brand);
  const slots = new LiquidSlots();
  const { html } = await mjml2html(mailMjml(template, safeBrand, options, slots), {
    fonts: {},
    validationLevel: 'strict',
    ignoreIncludes: true,
  });
  const links = linksUsed(template);
  const compiled: CompiledMail = {
    subject: template.subject,
    previewText: template.previewText,
    html: slots.restore(html),
    text: textTemplate(template, safeBrand, options, new LiquidSlots()),
    links: options.category === 'marketing' && !links.includes('unsubscribe') ? [...links, 'unsubscribe'] : links,
  };
  htmlEngine.parse(compiled.html);
  textEngine.parse(compiled.text);
  return compiled;
}

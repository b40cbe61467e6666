import type { MailLink, MailTemplate } from '@perennial/domain/messaging';
import { type MailBrand, mailBrand } from '@perennial/domain/school';
import mjml2html from 'mjml';
import { linksUsed, syntaxProblems } from './check.js';
import { htmlEngine, textEngine } from './engine.js';
import { MailTemplateError } from './errors.js';
import { mailMjml } from './layout.js';
import type { CompileOptions } from './options.js';
import { LiquidSlots } from './slots.js';
import { textTemplate } from './text-part.js';

/** A mail ready to be filled in: plain strings of Liquid, fit to be stored. */
export interface CompiledMail {
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
  /** Links the mail shows; {@link renderMail} refuses to go without one of them. */
  readonly links: readonly MailLink[];
}

/** Lays a template out, once per version. Throws {@link MailTemplateError} where an author has to correct something. */
export async function compileMail(template: MailTemplate, brand: MailBrand, options: CompileOptions = {}): Promise<CompiledMail> {
  const problems = syntaxProblems(template);
  if (problems.length > 0) throw new MailTemplateError(problems);
  const safeBrand = mailBrand.parse(brand);
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

import { type EventType } from '@perennial/domain/events';
import { agreedToNews } from '@perennial/domain/identity';
import { type MailField, type MailTemplate, sampleVariables } from '@perennial/domain/messaging';
import { type MailBrand } from '@perennial/domain/school';
import { compileMail } from './compile.js';
import type { Reader } from './dates.js';
import type { CompileOptions } from './options.js';
import { type RenderedMail, renderMail } from './render.js';

/** A template filled with the catalogue's sample values, under the school's own name. */
export async function previewMail(
  template: MailTemplate,
  eventType: EventType,
  brand: MailBrand,
  options: CompileOptions & Partial<Reader> & { readonly fields?: readonly MailField[] } = {},
): Promise<RenderedMail> {
  const compiled = await compileMail(template, brand, options);
  const sample = sampleVariables(eventType, options.audience, options.fields);
  const news = agreedToNews('checkout', new Date(String(sample.event.occurredAt)), brand.schoolName);
  const variables = { ...sample, news, school: { name: brand.schoolName, supportEmail: brand.supportEmail } };
  return renderMail(compiled, variables, { locale: options.locale ?? 'en', timeZone: options.timeZone ?? 'UTC' });
}

import { z } from 'zod';
import { isMailUrl, readInline } from './inline-html.js';

const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.trim() !== '', 'is empty');
const url = z
  .string()
  .max(2000)
  .refine(isMailUrl, 'must start with https://, http:// or mailto:, or be one of the links offered');
const html = z
  .string()
  .max(10_000)
  .superRefine((value, ctx) => {
    for (const message of readInline(value).problems) ctx.addIssue({ code: 'custom', message });
  });

/** A Liquid condition without its braces, e.g. `event.hasCard`; the block or row is left out when it is false. */
const when = z
  .string()
  .max(200)
  .regex(/^[^{}%\r\n]+$/, 'is a condition such as event.hasCard, without braces')
  .optional();

/** One row of a facts block. */
export const MailDetail = z.object({ label: line(80), value: line(300), when });
export type MailDetail = z.output<typeof MailDetail>;

/** The blocks of an email, top to bottom. Every string may contain Liquid. */
export const MailBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heading'), text: line(200), when }),
  z.object({ type: z.literal('text'), html, when }),
  z.object({ type: z.literal('button'), label: line(80), url, when }),
  z.object({
    type: z.literal('image'),
    url,
    /** Read by screen readers, and shown when images are off. Empty for decoration. */
    alt: z.string().max(300),
    width: z.number().int().min(40).max(520).optional(),
    when,
  }),
  z.object({ type: z.literal('divider'), when }),
  z.object({ type: z.literal('spacer'), size: z.enum(['small', 'medium', 'large']), when }),
  z.object({ type: z.literal('facts'), rows: z.array(MailDetail).min(1).max(20), when }),
]);
export type MailBlock = z.output<typeof MailBlock>;

/** An email template. */
export const MailTemplate = z
  .object({
    subject: line(200),
    /** The line an inbox shows after the subject. */
    previewText: z.string().max(250),
    blocks: z.array(MailBlock).min(1).max(50),
  })
  .refine((template) => JSON.stringify(template).length <= 40_000, 'is too long');
export type MailTemplate = z.output<typeof MailTemplate>;

/** The recipient of an email: the person of the event, or the school's staff. */
export type MailAudience = 'contact' | 'staff';
/** Marketing email has an unsubscribe link and needs consent. Transactional email is part of what was bought. */
export type MailCategory = 'transactional' | 'marketing';

/** Every string of a template that may hold Liquid, with its path inside the template. */
export function templateStrings(template: MailTemplate): { readonly field: string; readonly source: string }[] {
  const found: { field: string; source: string }[] = [
    { field: 'subject', source: template.subject },
    { field: 'previewText', source: template.previewText },
  ];
  template.blocks.forEach((block, index) => {
    collect(block, `blocks.${index}`);
  });
  return found;

  function collect(part: MailBlock | MailDetail, field: string): void {
    for (const [name, value] of Object.entries(part)) {
      if (name === 'type' || name === 'size') continue;
      if (name === 'when' && value) found.push({ field: `${field}.when`, source: `{% if ${String(value)} %}{% endif %}` });
      else if (typeof value === 'string') found.push({ field: `${field}.${name}`, source: value });
      else if (Array.isArray(value)) for (const [row, fact] of value.entries()) collect(fact, `${field}.${name}.${row}`);
    }
  }
}

/** Whether a template may name contact fields, so that their values are read. */
export const mayNameFields = (template: MailTemplate): boolean =>
  templateStrings(template).some(({ source }) => source.includes('fields'));

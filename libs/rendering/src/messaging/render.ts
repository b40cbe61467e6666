import type { MailVariables } from '@perennial/domain/messaging';
import type { Template } from 'liquidjs';
import type { CompiledMail } from './compile.js';
import type { Reader } from './dates.js';
import { forReader, htmlEngine, textEngine } from './engine.js';
import { MissingLinkError } from './errors.js';
import { fillTemplate } from './fill.js';

/** An email to one person. */
export interface RenderedMail {
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
}

type Parsed = { readonly [part in keyof RenderedMail]: Template[] };
const parsed = new WeakMap<CompiledMail, Parsed>();

/** Fills in a compiled email. Values are escaped in the HTML part and never parsed as Liquid. */
export function renderMail(compiled: CompiledMail, variables: MailVariables, reader: Reader): RenderedMail {
  const missing = compiled.links.filter((name) => !variables.links[name]);
  if (missing.length > 0) throw new MissingLinkError(missing);
  const parts = parse(compiled);
  const scope = { ...variables };
  const options = forReader(reader);
  const plain = (part: Template[]): string => fillTemplate(textEngine, part, scope, options);
  return {
    subject: oneLine(plain(parts.subject)),
    previewText: oneLine(plain(parts.previewText)),
    html: fillTemplate(htmlEngine, parts.html, scope, options),
    text: tidy(plain(parts.text)),
  };
}

function parse(compiled: CompiledMail): Parsed {
  const known = parsed.get(compiled);
  if (known) return known;
  const fresh: Parsed = {
    subject: textEngine.parse(compiled.subject),
    previewText: textEngine.parse(compiled.previewText),
    html: htmlEngine.parse(compiled.html),
    text: textEngine.parse(compiled.text),
  };
  parsed.set(compiled, fresh);
  return fresh;
}

// A line break in a subject could inject a header.
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
const tidy = (text: string): string =>
  `${text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;

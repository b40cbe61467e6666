import { certificatePlaceholders, certificateTemplate } from '@perennial/domain/certificates';
import type { CertificateTemplate } from './certificate';

type Field = keyof CertificateTemplate;

const longest: Readonly<Partial<Record<Field, number>>> = {
  title: 60,
  subtitle: 80,
  bodyText: 300,
  signatureName: 60,
  signatureRole: 80,
};

const words: Readonly<Partial<Record<Field, string>>> = {
  title: 'A certificate needs a title.',
  bodyText: 'Enter what the certificate is for.',
  accentColour: 'Enter a colour such as #7a5c2e.',
};

/** What is wrong with a template, by field, in words. */
export function checkTemplate(values: CertificateTemplate): Partial<Record<Field, string>> {
  const problems: Partial<Record<Field, string>> = {};
  for (const issue of certificateTemplate.safeParse(values).error?.issues ?? []) {
    const field = issue.path[0] as Field;
    problems[field] ??= wordsFor(field, issue.code);
  }
  return problems;
}

function wordsFor(field: Field, code: string): string {
  if (code === 'too_big') return `At most ${longest[field] ?? ''} characters.`;
  if (field === 'bodyText' && code === 'custom') {
    return `Only ${certificatePlaceholders.map((name) => `{${name}}`).join(', ')} can be used as placeholders.`;
  }
  return words[field] ?? 'This is not valid here.';
}

/** Text with a word put where the caret stands, or instead of what is marked. */
export const insertAt = (text: string, word: string, from: number, to: number): string =>
  text.slice(0, from) + word + text.slice(to);

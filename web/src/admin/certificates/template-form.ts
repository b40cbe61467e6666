import { CertificateTemplate } from '@perennial/domain/certificates';
import { problemsBy } from '../../ui/forms/field-problems';

/** The problems of a template, by field. */
export const checkTemplate = problemsBy(CertificateTemplate);

/** The text with a placeholder at the caret, or in place of the selection. */
export const insertAt = (text: string, placeholder: string, from: number, to: number): string =>
  text.slice(0, from) + placeholder + text.slice(to);

import { describe, expect, it } from '@jest/globals';
import { defaultCertificateTemplate } from '@perennial/domain/certificates';
import { checkTemplate, insertAt } from './template-form';

describe('the certificate form', () => {
  it('has nothing against the template a school starts with', () => {
    expect(checkTemplate(defaultCertificateTemplate)).toEqual({});
  });

  it('says what is missing or too long beside its field', () => {
    expect(checkTemplate({ ...defaultCertificateTemplate, title: ' ', subtitle: 'x'.repeat(81), accentColour: 'red' })).toEqual({
      title: 'A certificate needs a title.',
      subtitle: 'At most 80 characters.',
      accentColour: 'Must be a colour such as #1f6f5c.',
    });
  });

  it('names the placeholders that are filled in', () => {
    expect(checkTemplate({ ...defaultCertificateTemplate, bodyText: 'for {hours} of work' }).bodyText).toBe(
      'Use only the placeholders {name}, {course} and {date}.',
    );
  });

  it('puts a word where the caret stands', () => {
    expect(insertAt('has completed on time', '{course}', 14, 16)).toBe('has completed {course} time');
  });
});

import { describe, expect, it } from '@jest/globals';
import { emailAddressProblem, maskedAddress, parseEmailAddress } from './email-address.js';

const stored = (text: string) => {
  const parsed = parseEmailAddress(text);
  return parsed.ok ? parsed.address : parsed.problem;
};

describe('an email address', () => {
  it.each([
    ['ana@example.org', 'ana@example.org'],
    [' Ana@Example.ORG ', 'ana@example.org'],
    ['ivan@xn--e1afmkfd.xn--p1ai', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['ivan@пример.рф', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['ivan@ПРИМЕР.РФ', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['anna@bäckerei-beispiel.de', 'anna@xn--bckerei-beispiel-vnb.de'],
    ['wang@例え。テスト', 'wang@xn--r8jz45g.xn--zckzah'],
    ['r&d@example.org', 'r&d@example.org'],
    ['a/b@example.org', 'a/b@example.org'],
    ["o'brien+news@mail.example.org", "o'brien+news@mail.example.org"],
    ['a.b.c@example.org', 'a.b.c@example.org'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('%s is stored as %s', (text, expected) => {
    expect(stored(text)).toBe(expected);
  });

  it.each([
    ['', 'not_an_address'],
    ['ana', 'not_an_address'],
    ['@example.org', 'not_an_address'],
    ['ana@', 'not_an_address'],
    ['ana maria@example.org', 'not_an_address'],
    ['ana@example.org\r\nBcc: ben@example.org', 'not_an_address'],
    ['a@b@example.org', 'not_an_address'],
    ['a..b@example.org', 'local_part'],
    ['a.@example.org', 'local_part'],
    ['.a@example.org', 'local_part'],
    ['"ana"@example.org', 'local_part'],
    ['ana<script>@example.org', 'local_part'],
    ['josé@example.org', 'non_ascii_local_part'],
    ['ana@localhost', 'domain'],
    ['ana@-example.org', 'domain'],
    ['ana@example..org', 'domain'],
    ['ana@example.org.', 'domain'],
    ['ana@exa_mple.org', 'domain'],
    ['ana@127.0.0.1', 'domain'],
    ['ana@[127.0.0.1]', 'domain'],
    ['ana@example.org:25', 'domain'],
    ['ana@example.org/path', 'domain'],
    ['ana@xn--a.org', 'domain'],
    ['ana@example.o%72g', 'domain'],
    [`${'a'.repeat(65)}@example.org`, 'too_long'],
    [`a@${'b'.repeat(400)}.org`, 'too_long'],
  ])('%j is refused: %s', (text, problem) => {
    expect(stored(text)).toBe(problem);
  });

  it('is checked in a form in whole sentences, and an empty field asks for one', () => {
    expect(emailAddressProblem('ana@example.org')).toBeNull();
    expect(emailAddressProblem('  ')).toBe('Enter an email address.');
    expect(emailAddressProblem('a..b@example.org')).toMatch(/^This address has a mistake before the @: .+\.$/);
  });

  it('is masked to its first letter and its domain', () => {
    expect(maskedAddress('ana@example.org')).toBe('a***@example.org');
  });
});

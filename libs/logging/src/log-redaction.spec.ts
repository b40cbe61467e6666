import { describe, expect, it } from '@jest/globals';
import { withoutAddresses } from './log-redaction.js';

describe('a log line', () => {
  it.each([
    ['{"msg":"There is already ana@example.org."}', '{"msg":"There is already [address]"}'],
    ['Key (email)=(Ana.B+news@sub.example.co.uk) already exists', 'Key (email)=([address]) already exists'],
    ['550 <josé@münchen.example>: no such user', '550 <[address]>: no such user'],
    ['a@b.example,c@d.example', '[address],[address]'],
    ['/v1/contacts/ana%40example.org', '/v1/contacts/[address]'],
    ['"o\'neill&sons@example.org"', '"[address]"'],
  ])('%s holds no address', (line, clean) => {
    expect(withoutAddresses(line)).toBe(clean);
  });

  it.each(['at /app/node_modules/@nestjs/core/router.js:10:2', 'typescript@latest', 'a @ b.c', 'x'.repeat(1000), ''])(
    '%s stays as it is',
    (line) => {
      expect(withoutAddresses(line)).toBe(line);
    },
  );

  it('stays valid JSON where an address follows an escape', () => {
    for (const text of ['x\nana@example.org', 'x\u0001ana@example.org', 'back\\slash\\ana@example.org', '"ana@example.org"'])
      expect(JSON.parse(withoutAddresses(JSON.stringify({ text }))).text).not.toContain('example.org');
  });

  it('is read in one pass, however many at signs it holds', () => {
    const line = 'a@'.repeat(200_000);
    expect(withoutAddresses(line)).toBe(line);
  });
});

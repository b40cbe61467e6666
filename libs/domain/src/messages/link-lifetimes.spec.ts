import { describe, expect, it } from '@jest/globals';
import { builtInMessages } from './built-in.js';
import { lifetimeInWords } from './link-lifetimes.js';
import { systemMails } from './system.js';

describe('how long a link works', () => {
  it('is said in words', () => {
    expect([lifetimeInWords('sign_in'), lifetimeInWords('reset_password'), lifetimeInWords('welcome')]).toEqual([
      '30 minutes',
      '1 hour',
      '7 days',
    ]);
  });

  it('is said with a number in every mail that says how often it works', () => {
    const texts = [...builtInMessages, ...Object.values(systemMails)].map(({ template }) => JSON.stringify(template));
    const once = texts.filter((text) => /works once/.test(text));
    expect(once.length).toBeGreaterThan(3);
    expect(once.filter((text) => !/works once, for \d+ (minutes|hour|days)/.test(text))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type MailTemplate, mailTemplate, sampleVariables } from '@perennial/domain/messaging';
import { compileMail } from './compile.js';
import { fillText } from './fill-text.js';
import { renderMail } from './render.js';

const brand = { schoolName: 'Clay & Kiln', colour: '#1f6f5c', supportEmail: 'help@kiln.example' };
const variables = sampleVariables('membership.purchased');
const reader = { locale: 'en', timeZone: 'UTC' };

const template = (html: string): MailTemplate =>
  mailTemplate.parse({ subject: 's', previewText: 'p', blocks: [{ type: 'text', html }] });

/** CPU time, in milliseconds, of filling in the fastest of a few times. */
async function cpuOf(html: string): Promise<number> {
  const compiled = await compileMail(template(html), brand);
  const runs = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    renderMail(compiled, variables, reader);
    return process.cpuUsage(before).user / 1000;
  });
  return Math.min(...runs);
}

const blanks = (times: number): string =>
  `{% assign a = "${' '.repeat(5000)}" %}{% for i in (1..${times}) %}{{ a }}{% endfor %}x`;

describe('the limits of an email', () => {
  it('what follows Liquid takes time in proportion to what it wrote: eight times the blanks, not 64 times the time', async () => {
    expect((await cpuOf(blanks(64))) / Math.max(await cpuOf(blanks(8)), 5)).toBeLessThan(30);
  });

  it('loops cannot write more than an email may hold', async () => {
    const compiled = await compileMail(template(blanks(200)), brand);
    expect(() => renderMail(compiled, variables, reader)).toThrow(/longer than 500000 characters/);
    const plain = await compileMail(template(`{% for i in (1..1000) %}${'x'.repeat(1000)}{% endfor %}`), brand);
    expect(() => renderMail(plain, variables, reader)).toThrow(/longer than 500000 characters/);
    expect(() => fillText(`{% for i in (1..1000) %}${'x'.repeat(1000)}{% endfor %}`, {})).toThrow(/longer than 500000/);
  });

  it('lines of the text part end without blanks, and at most one empty line follows another', async () => {
    const compiled = await compileMail(
      template('<p>a {{ " " }}</p>{% if true %}<p>{{ "" }}</p><p>{{ "" }}</p>{% endif %}<p>b</p>'),
      brand,
    );
    const { text } = renderMail(compiled, variables, reader);
    expect(text).not.toMatch(/[ \t]\n/);
    expect(text).not.toContain('\n\n\n');
    expect(text.endsWith('\n')).toBe(true);
  });
});

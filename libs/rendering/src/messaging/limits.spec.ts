import { describe, expect, it, jest } from '@jest/globals';
import { MailTemplate, sampleVariables } from '@perennial/domain/messaging';
import { compileMail } from './compile.js';
import { RenderedTooSlowlyError } from './fill.js';
import { fillText } from './fill-text.js';
import { renderMail } from './render.js';

const brand = { schoolName: 'Clay & Kiln', colour: '#1f6f5c', supportEmail: 'help@kiln.example' };
const variables = sampleVariables('membership.purchased');
const reader = { locale: 'en', timeZone: 'UTC' };

const template = (html: string): MailTemplate =>
  MailTemplate.parse({ subject: 's', previewText: 'p', blocks: [{ type: 'text', html }] });

/** Minimum CPU time of several runs, in milliseconds. */
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

  it('a template that uses too much CPU time is at fault', () => {
    const loops = '{% for i in (1..9000) %}{% for j in (1..9000) %}{% assign a = j %}{% endfor %}{% endfor %}';
    expect(() => fillText(loops, {})).toThrow(RenderedTooSlowlyError);
  });

  it('a template is not at fault on a busy machine: it is filled in again', () => {
    const now = performance.now.bind(performance);
    let readings = 0;
    // A second passes between readings in the first three attempts.
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + 1000 * Math.min(readings++, 6));
    expect(fillText('Hi {{ name }}', { name: 'Ana' })).toBe('Hi Ana');
    clock.mockRestore();
    expect(readings).toBeGreaterThan(6);
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

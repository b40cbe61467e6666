import { describe, expect, it } from '@jest/globals';
import {
  builtInMessages,
  type MailTemplate,
  type MailVariables,
  type SystemMail,
  sampleVariables,
  systemMails,
} from '@perennial/domain/messaging';
import { type MailBrand } from '@perennial/domain/school';
import { syntaxProblems, unknownVariables } from './check.js';
import { compileMail } from './compile.js';
import { MailTemplateError, MissingLinkError } from './errors.js';
import { previewMail } from './preview.js';
import { renderMail } from './render.js';

const brand: MailBrand = { schoolName: 'Clay & Kiln', colour: '#1f6f5c', supportEmail: 'help@clay.example' };
const reader = { locale: 'en', timeZone: 'Europe/Lisbon' };
const plain = (subject: string, html: string): MailTemplate => ({
  subject,
  previewText: '',
  blocks: [
    { type: 'text', html },
    { type: 'button', label: 'Go', url: '{{ links.portal }}' },
  ],
});
const variables = (changes: Partial<MailVariables> = {}): MailVariables => ({ ...sampleVariables('trial.ending'), ...changes });
const render = async (template: MailTemplate, values = variables()) =>
  renderMail(await compileMail(template, brand), values, reader);

describe('every message', () => {
  const systemMailList: [string, SystemMail][] = Object.entries(systemMails);
  const system = systemMailList
    .filter(([, { event }]) => !event)
    .map(
      ([key, mail]) =>
        ({
          ...mail,
          key,
          eventType: key === 'email_changed' ? 'contact.email_changed' : 'sign_in.link_requested',
          audience: 'contact',
        }) as const,
    );
  const all = [...builtInMessages.map((message) => ({ ...message, eventType: message.trigger.eventType })), ...system];

  it.each(all.map((message) => [message.key, message] as const))(
    '%s compiles and reads only what its event has',
    async (_, message) => {
      expect(unknownVariables(message.template, [message.eventType], message.audience)).toEqual([]);
      const mail = await previewMail(message.template, message.eventType, brand, { audience: message.audience, ...reader });
      for (const part of Object.values(mail)) {
        expect(part).not.toMatch(/\{\{|\{%|undefined|\[object|[\ue000-\ue002]/);
        expect(part.trim()).not.toBe('');
      }
      expect(mail.previewText).not.toBe(mail.subject);
      expect(`${mail.subject}${mail.previewText}${mail.text}`).not.toContain('!');
      expect(mail.text).not.toMatch(/\n{3}|<\w/);
      expect(mail.html).not.toContain('fonts.googleapis');
    },
  );

  it.each(systemMailList.flatMap(([key, { event, ...mail }]) => (event ? [{ ...mail, key, event }] : [])))(
    '$key reads what it is given',
    async ({ template, event }) => {
      const read = unknownVariables(template, ['approval.requested'], 'staff').map(({ variable }) => variable);
      expect(new Set(read)).toEqual(new Set(Object.keys(event).map((name) => `event.${name}`)));
      const mail = await render(template, { ...sampleVariables('approval.requested', 'staff'), event });
      for (const value of Object.values(event)) expect(mail.text).toContain(value);
      expect(mail.subject).toContain(event.question);
    },
  );
});

describe('rendering a mail', () => {
  it('a script in a name is text', async () => {
    const { html } = await render(
      plain('x', '<p>{{ contact.name }}</p>'),
      variables({ contact: { name: '<script>alert(1)</script>', firstName: '', email: 'a@b.example' } }),
    );
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });

  it('Liquid in a name is text, in every part', async () => {
    const name = '{{ links.signIn }}{% assign x = 1 %}';
    const mail = await render(
      plain('For {{ contact.name }}', '<p>{{ contact.name }}</p>'),
      variables({ contact: { name, firstName: '', email: 'a@b.example' } }),
    );
    for (const part of [mail.subject, mail.html, mail.text]) expect(part).toContain('{{ links.signIn }}{% assign x = 1 %}');
  });

  it('Liquid and markup in the name of the school are text', async () => {
    const compiled = await compileMail(plain('x', 'y'), { ...brand, schoolName: '{{ contact.email }} <b>{%' });
    const { html, text } = renderMail(compiled, variables(), reader);
    expect(html).toContain('{{ contact.email }} &#60;b&#62;{%');
    expect(text).toContain('{{ contact.email }} <b>{%');
  });

  it('the raw filter does not switch escaping off', async () => {
    const { html } = await render(
      plain('x', '{{ event.planTitle | raw }}'),
      variables({ event: { planTitle: '<img src=x onerror=y>' } }),
    );
    expect(html).not.toContain('<img src=x');
  });

  it('a quote in a value cannot leave its attribute', async () => {
    const { html } = await render(plain('x', 'y'), variables({ links: { portal: 'https://a.example/"onmouseover="x' } }));
    expect(html).not.toContain('"onmouseover');
  });

  it('line breaks never reach the subject', async () => {
    const { subject } = await render(
      plain('Hello {{ event.planTitle }}', 'y'),
      variables({ event: { planTitle: 'a\r\nBcc: b@c.example\u2028d' } }),
    );
    expect(subject).toBe('Hello a Bcc: b@c.example d');
  });

  it('a subject keeps its signs as they are', async () => {
    expect((await render(plain("{{ school.name }}'s news", 'y'))).subject).toBe("Clay & Kiln's news");
  });

  it('a value keeps to its line in the text part', async () => {
    const { text } = await render(
      plain('x', '<p>{{ event.planTitle }}</p>'),
      variables({ event: { planTitle: 'a\n\nPay here' } }),
    );
    expect(text).toContain('a Pay here');
  });

  it('dates are told in the zone of the reader, with its name', async () => {
    const template = plain('{{ event.trialEndsAt | date_long }}', '{{ event.trialEndsAt | date_time }}');
    const mail = renderMail(await compileMail(template, brand), variables(), { locale: 'en', timeZone: 'Pacific/Auckland' });
    expect(mail.subject).toBe('31 January 2027');
    expect(mail.text).toContain('31 January 2027 at 23:00 (New Zealand Time)');
  });

  it('money takes its currency from the event, or from the template', async () => {
    expect((await render(plain('{{ event.amount | money }} {{ 5 | money: "jpy" }}', 'y'))).subject).toBe('€29.00 ¥5');
  });

  it('an empty date or amount is empty', async () => {
    const { subject } = await render(plain('a{{ event.none | date_time }}{{ event.none | money }}b', 'y'));
    expect(subject).toBe('ab');
  });

  it('a mail whose link is missing is refused rather than sent with a dead button', async () => {
    const compiled = await compileMail(plain('x', 'y'), brand);
    expect(() => renderMail(compiled, variables({ links: {} }), reader)).toThrow(MissingLinkError);
  });

  it('a block and a row whose condition is false are left out of both parts', async () => {
    const template: MailTemplate = {
      subject: 'x',
      previewText: '',
      blocks: [
        { type: 'heading', text: 'Shown', when: 'event.hasCard' },
        { type: 'heading', text: 'Hidden', when: 'event.hasCard == false' },
        {
          type: 'facts',
          rows: [
            { label: 'Kept', value: '1' },
            { label: 'Gone', value: '2', when: 'event.daysLeft > 5' },
          ],
        },
      ],
    };
    const { html, text } = await render(template);
    for (const part of [html, text]) {
      expect(part).toContain('Shown');
      expect(part).toContain('Kept');
      expect(part).not.toMatch(/Hidden|Gone/);
    }
    expect(text).toContain('Shown\n\nKept: 1\n\n--');
  });

  it('only marketing mail carries an unsubscribe link', async () => {
    const template = plain('x', 'y');
    const marketing = await compileMail(template, brand, { category: 'marketing' });
    expect(marketing.links).toContain('unsubscribe');
    expect(renderMail(marketing, variables(), reader).text).toContain('/unsubscribe/sample');
    expect((await render(template)).html).not.toContain('nsubscribe');
  });
});

describe('checking a template', () => {
  it('a mistyped variable is found at its position, also in conditions and loops', () => {
    const template: MailTemplate = {
      subject: '{{ event.planTitel }}',
      previewText: '',
      blocks: [{ type: 'heading', text: '{% for t in event.lessons %}{{ t }}{% endfor %}', when: 'event.hasCar' }],
    };
    expect(unknownVariables(template, ['trial.ending'])).toEqual([
      { field: 'subject', variable: 'event.planTitel' },
      { field: 'blocks.0.text', variable: 'event.lessons' },
      { field: 'blocks.0.when', variable: 'event.hasCar' },
    ]);
  });

  it.each([
    ['an unclosed condition', '<p>{% if event.hasCard %}</p>'],
    ['an unknown filter', '{{ event.amount | dollars }}'],
    ['a tag that reads files', '{% include "x" %}'],
    ['a script', '<script>alert(1)</script>'],
    ['a link that runs', '<a href="javascript:alert(1)">x</a>'],
  ])('%s is refused before anything is laid out', async (_, html) => {
    expect(syntaxProblems(plain('x', html))).not.toEqual([]);
    await expect(compileMail(plain('x', html), brand)).rejects.toThrow(MailTemplateError);
  });

  it('a magic link is unknown to a mail to staff', () => {
    expect(unknownVariables(plain('{{ links.signIn }}', 'y'), ['trial.ending'], 'staff')).toContainEqual({
      field: 'subject',
      variable: 'links.signIn',
    });
  });
});

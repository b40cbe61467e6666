import { describe, expect, it } from '@jest/globals';
import { eventCatalogue, eventTypes } from '../events/catalogue.js';
import { builtInMessage, builtInMessages } from './built-in.js';
import type { BuiltInMessage } from './built-in-message.js';
import { isMailUrl, readInline } from './inline-html.js';
import { contactVariables } from './mail-variables.js';
import { systemMails } from './system.js';
import { MailTemplate, templateStrings } from './template.js';
import { sampleVariables, templateVariables } from './variables.js';

const messages: readonly BuiltInMessage[] = builtInMessages;
const paths = (...args: Parameters<typeof templateVariables>) => templateVariables(...args).map(({ path }) => path);

describe('built-in messages', () => {
  it.each(messages.map((message) => [message.key, message] as const))(
    '%s has a template that fits the schema',
    (_, { template }) => {
      expect(MailTemplate.safeParse(template)).toMatchObject({ success: true });
    },
  );

  it('system mails fit the schema', () => {
    for (const { template } of Object.values(systemMails))
      expect(MailTemplate.safeParse(template)).toMatchObject({ success: true });
  });

  it('every key is used once', () => {
    expect(new Set(messages.map(({ key }) => key)).size).toBe(messages.length);
  });

  it('filters name fields and values that the event has', () => {
    for (const { trigger } of messages) {
      const { data, sample } = eventCatalogue[trigger.eventType];
      expect(data.safeParse({ ...sample, ...trigger.filters })).toMatchObject({ success: true });
      expect(Object.keys(data.shape)).toEqual(expect.arrayContaining(Object.keys(trigger.filters ?? {})));
    }
  });

  it('no event sends one person two messages that are on from the start', () => {
    const on = messages.filter((message) => message.enabledByDefault && message.audience === 'contact');
    const triggers = on.map(({ trigger }) => JSON.stringify(trigger));
    expect(new Set(triggers).size).toBe(triggers.length);
  });

  it('a membership of several products is one message when it opens and one when it closes', () => {
    expect(builtInMessage('member.access_gained')?.trigger.eventType).toBe('access.opened');
    expect(builtInMessage('member.access_lost')?.trigger).toEqual({
      eventType: 'access.closed',
      filters: { trialEnded: false },
    });
  });

  it('access has one message for a membership and another for a grant', () => {
    expect(builtInMessage('member.access_gained')?.trigger.filters).toEqual({ source: 'membership' });
    expect(builtInMessage('member.offer_access')?.trigger.filters).toEqual({ source: 'grant' });
  });
});

describe('template variables', () => {
  it.each(eventTypes)('%s has a label and a sample for each', (type) => {
    for (const variable of templateVariables([type])) {
      expect(variable.label).not.toBe('');
      expect(variable.sample).not.toBeUndefined();
    }
  });

  it('money and instants are inserted with their filter, nullable ones too', () => {
    const inserts = templateVariables(['payment.failed']).map(({ insert }) => insert);
    expect(inserts).toEqual(expect.arrayContaining(['{{ event.amount | money }}', '{{ event.nextAttemptAt | date_long }}']));
  });

  it('several events share only the fields that each has', () => {
    const shared = paths(['payment.failed', 'payment.succeeded']);
    expect(shared).toContain('event.amount');
    expect(shared).not.toContain('event.attempt');
  });

  it('a magic link is offered to members and never to staff', () => {
    expect(paths(['membership.purchased'])).toContain('links.signIn');
    expect(paths(['membership.purchased'], 'staff')).not.toContain('links.signIn');
    expect(sampleVariables('membership.purchased', 'staff').links).not.toHaveProperty('signIn');
  });

  it('a certificate is linked only if there is one', () => {
    expect(paths(['certificate.issued'])).toContain('links.certificate');
    expect(paths(['payment.failed'])).not.toContain('links.certificate');
  });

  it('a name that holds a web address is not shown', () => {
    expect(contactVariables({ name: 'Win at https://spam.example/x now', email: 'a@b.example' })).toEqual({
      name: '',
      firstName: '',
      email: 'a@b.example',
    });
    expect(contactVariables({ name: null, email: 'a@b.example' })).toMatchObject({ name: '', firstName: '' });
  });
});

describe('text blocks', () => {
  it.each([
    '<p>a <strong>b</strong></p>',
    'a<br>b',
    '<ul><li>x</li></ul>',
    '<a target="_blank" href="https://a.example">x</a>',
    '{% if a < b %}<p>x</p>{% endif %}',
  ])('%s is allowed', (html) => {
    expect(readInline(html).problems).toEqual([]);
  });

  it.each([
    '<script>x</script>',
    '<p onclick="x"><img src=x></p>',
    '<p>a',
    '</p>',
    '<a href="javascript:x">y</a>',
    '<a>x</a>',
    '<svg/onload=x>',
  ])('%s is refused', (html) => {
    expect(readInline(html).problems).not.toEqual([]);
  });

  it.each([
    'https://a.example/x?y={{ event.id | url_encode }}',
    '{{ links.portal }}/courses',
    'mailto:{{ school.supportEmail }}',
    'mailto:a@b.example',
  ])('%s may be linked to', (url) => {
    expect(isMailUrl(url)).toBe(true);
  });

  it.each([
    'javascript:x',
    '{{ event.tag }}',
    '//a.example',
    'data:text/html,x',
    'https:',
    '{{ links.portal | replace: "https", "javascript" }}',
    'https://a.example/"x',
  ])('%s may not be linked to', (url) => {
    expect(isMailUrl(url)).toBe(false);
  });

  it('every string of a template is found, so that no variable escapes the checks', () => {
    const template = MailTemplate.parse({
      subject: 's',
      previewText: 'p',
      blocks: [
        { type: 'button', label: 'l', url: 'https://a.example', when: 'a' },
        { type: 'facts', rows: [{ label: 'x', value: 'y', when: 'b' }] },
      ],
    });
    expect(templateStrings(template).map(({ field }) => field)).toEqual([
      'subject',
      'previewText',
      'blocks.0.label',
      'blocks.0.url',
      'blocks.0.when',
      'blocks.1.rows.0.label',
      'blocks.1.rows.0.value',
      'blocks.1.rows.0.when',
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmailTemplate } from '@perennial/db';
import { MailTemplate } from '@perennial/domain/messaging';
import { Fixture, type Visitor } from '../api/support.js';
import { type MailFixture, mailFixture } from './mail-fixture.js';

let fixture: Fixture;
let owner: Visitor;
let mailer: MailFixture;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  mailer = mailFixture(fixture);
}, 60_000);
afterAll(() => fixture.close());

const withText = (html: string) => ({ subject: 'Hello', previewText: '', blocks: [{ type: 'text', html }] });
const create = async (name: string): Promise<string> =>
  (await owner.send('POST', '/api/admin/email-templates', { name })).body.id;
const save = (id: string, html: string) =>
  owner.send('PUT', `/api/admin/email-templates/${id}`, { name: 'Mine', template: withText(html) });

describe('an email that cannot be filled in', () => {
  it.each([
    '{{ contact.name | date_time }}',
    '{{ "%" | url_decode }}',
    '{% if contact.name == "nobody" %}{{ "x" | money: "eur" }}{% endif %}',
  ])('is neither saved nor previewed, and the field is named: %s', async (liquid) => {
    const id = await create('Broken');
    const saved = await save(id, `<p>${liquid}</p>`);
    expect([saved.status, saved.body.error.code]).toEqual([422, 'template_invalid']);
    expect(saved.body.error.details).toMatchObject([{ field: 'template.blocks.0.html' }]);
    const preview = await owner.send('POST', `/api/admin/email-templates/${id}/preview`, {
      template: withText(`<p>${liquid}</p>`),
      eventType: 'membership.purchased',
    });
    expect([preview.status, preview.body.error.details[0].field]).toEqual([422, 'template.blocks.0.html']);
  });

  it('for the event of an automation keeps that automation from being published, and names the field', async () => {
    const id = await create('Price');
    expect((await save(id, '<p>{{ 1 | money }}</p>')).status).toBe(200);
    const made = (await owner.send('POST', '/api/admin/automations', { name: 'Tagged' })).body;
    const graph = {
      ...made.draft,
      nodes: [
        { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } },
        { id: 'mail', kind: 'sendEmail', config: { templateId: id } },
      ],
      edges: [{ source: 'start', port: 'next', target: 'mail' }],
    };
    const draft = await owner.send('PUT', `/api/admin/automations/${made.id}/draft`, { graph, revision: made.draftRevision });
    expect(draft.body.problems).toMatchObject([{ code: 'mail_unfillable', nodeId: 'mail' }]);
    expect(draft.body.problems[0].message).toContain('blocks.0.html');
    // Now that an automation sends it, saving it again is refused.
    expect((await save(id, '<p>{{ 2 | money }}</p>')).status).toBe(422);
  });

  it('that is due fails permanently, and the ledger has the reason for the journey', async () => {
    const content = MailTemplate.parse(withText('<p>{{ contact.email | date_time }}</p>'));
    const made = await fixture.tenancy.withSchool(fixture.kiln, () =>
      fixture.tenancy.repo(EmailTemplate).insert({ name: 'Old', template: content }),
    );
    const contactId = (await owner.send('POST', '/api/admin/contacts', { email: 'due@kiln.example' })).body.id;
    const sending = mailer.sender.send({
      schoolId: fixture.kiln,
      key: 'unfillable',
      template: { id: String(made.identifiers[0]?.id), version: 'old', content },
      audience: 'contact',
      category: 'transactional',
      contactId,
      event: {},
      causationId: null,
      runId: null,
    });
    await expect(sending).rejects.toMatchObject({ type: 'mail_unrenderable', nonRetryable: true });
    const [effect] = await fixture.rows<{ state: string; outputs: { problem: string } }>(
      fixture.kiln,
      `select state, outputs from effect where key = 'unfillable'`,
    );
    expect(effect).toMatchObject({ state: 'refused', outputs: { problem: expect.stringContaining('blocks.0.html') } });
    expect(mailer.sent).toEqual([]);
  });
});

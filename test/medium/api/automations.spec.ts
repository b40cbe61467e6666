import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { automationTemplates, type Graph } from '@perennial/domain/automation';
import { builtInMessages } from '@perennial/domain/messaging';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
}, 60_000);
afterAll(() => fixture.close());

describe('email settings', () => {
  it('list every built-in message with its switch and its template', async () => {
    const { features } = (await owner.get('/api/admin/email-settings')).body;
    const messages = features.flatMap((feature: { messages: object[] }) => feature.messages);
    expect(messages.map((message: { key: string }) => message.key).sort()).toEqual(builtInMessages.map(({ key }) => key).sort());
    expect(messages).toContainEqual(
      expect.objectContaining({ key: 'member.welcome', enabled: true, templateName: 'Send Welcome Message' }),
    );
  });

  it('add what a release brought since the school was founded, once, however many look', async () => {
    const founded = await fixture.rows(
      fixture.bread,
      `update automation set built_in_key = null where built_in_key = 'member.new_materials' returning id`,
    );
    await fixture.rows(
      fixture.bread,
      `update email_template set built_in_key = null where built_in_key = 'member.new_materials'`,
    );
    const views = await Promise.all([1, 2, 3].map(() => stranger.get('/api/admin/email-settings')));
    expect(views.map(({ status }) => status)).toEqual([200, 200, 200]);
    const added = await fixture.rows<{ state: string }>(
      fixture.bread,
      `select state from automation where built_in_key = 'member.new_materials'`,
    );
    expect([founded.length, added.length, added[0]?.state]).toEqual([1, 1, 'paused']);
  });

  it('pause and resume the automation behind a switch', async () => {
    const off = await owner.send('PATCH', '/api/admin/email-settings/member.welcome', { enabled: false });
    expect(off.body.enabled).toBe(false);
    expect((await owner.get(`/api/admin/automations/${off.body.automationId}`)).body.state).toBe('paused');
    const on = await owner.send('PATCH', '/api/admin/email-settings/member.welcome', { enabled: true });
    expect(on.body.enabled).toBe(true);
  });

  it('give a message another template in a new version, and never one of another school', async () => {
    const copy = await owner.send('POST', '/api/admin/email-templates', { name: 'Warmer' });
    const changed = await owner.send('PATCH', '/api/admin/email-settings/member.payment_failed', { templateId: copy.body.id });
    expect(changed.body).toMatchObject({ templateId: copy.body.id, templateName: 'Warmer' });
    expect((await owner.get(`/api/admin/automations/${changed.body.automationId}`)).body.published.number).toBe(2);
    const theirs = await stranger.send('PATCH', '/api/admin/email-settings/member.payment_failed', { templateId: copy.body.id });
    expect([theirs.status, theirs.body.error.field]).toEqual([400, 'templateId']);
  });

  it('refuse a template that says what the message does not know', async () => {
    const { features } = (await owner.get('/api/admin/email-settings')).body;
    const all = features.flatMap((feature: { messages: object[] }) => feature.messages);
    const of = (key: string) => all.find((message: { key: string }) => message.key === key);
    const refused = await owner.send('PATCH', '/api/admin/email-settings/member.welcome', {
      templateId: of('member.trial_ending').templateId,
    });
    expect([refused.status, refused.body.error.field]).toEqual([422, 'templateId']);
    expect(refused.body.error.message).toContain('does not have');
  });

  it('do not know a message that there is none of', async () => {
    expect((await owner.send('PATCH', '/api/admin/email-settings/member.nothing', { enabled: true })).status).toBe(404);
  });
});

describe('email templates', () => {
  const welcome = async () =>
    (await owner.get('/api/admin/email-templates?q=Welcome')).body.items.find(
      (item: { builtInKey: string | null }) => item.builtInKey === 'member.welcome',
    );

  it('are shown for an invented person under the name of the school, with what they cannot know', async () => {
    const { id } = await welcome();
    const template = {
      subject: 'Hello from {{ school.name }}',
      previewText: '',
      blocks: [{ type: 'text', html: '<p>Hi {{ contact.firstName }}, {{ event.planTitle }}</p>' }],
    };
    const { body } = await owner.send('POST', `/api/admin/email-templates/${id}/preview`, {
      template,
      eventType: 'contact.signed_up',
    });
    expect(body).toMatchObject({ subject: 'Hello from Kiln', unknownVariables: ['event.planTitle'] });
    expect(body.html).toContain('Hi Ana');
  });

  it('are not saved when their Liquid does not parse, and say where', async () => {
    const { id } = await welcome();
    const template = { subject: '{{ school.name', previewText: '', blocks: [{ type: 'text', html: '<p>Hi</p>' }] };
    const answer = await owner.send('PUT', `/api/admin/email-templates/${id}`, { name: 'Broken', template });
    expect([answer.status, answer.body.error.code, answer.body.error.details[0].field]).toEqual([
      422,
      'template_invalid',
      'template.subject',
    ]);
  });

  it('say which automations send them, and go only while none does or did', async () => {
    const published = await publish('Sends it');
    const { templateId } = published.draft.nodes.find((node: { id: string }) => node.id === 'mail').config;
    const { usedBy } = (await owner.get(`/api/admin/email-templates/${templateId}`)).body;
    expect(usedBy).toContainEqual({
      automationId: published.id,
      automationName: 'Sends it',
      builtInKey: null,
      state: 'active',
      published: true,
      audience: 'staff',
      eventTypes: ['membership.purchased'],
    });
    expect((await owner.send('DELETE', `/api/admin/email-templates/${templateId}`)).status).toBe(409);
    const { id, usedBy: unused } = (await owner.send('POST', '/api/admin/email-templates', { name: 'Nobody’s' })).body;
    expect(unused).toEqual([]);
    expect((await stranger.send('DELETE', `/api/admin/email-templates/${id}`)).status).toBe(404);
    expect((await owner.send('DELETE', `/api/admin/email-templates/${id}`)).status).toBe(204);
  });

  it('hold no script', async () => {
    const { id } = await welcome();
    const template = { subject: 'Hi', previewText: '', blocks: [{ type: 'text', html: '<script>1</script>' }] };
    const answer = await owner.send('PUT', `/api/admin/email-templates/${id}`, { name: 'Script', template });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_input']);
  });

  it('go back to what they were, if they came with the school', async () => {
    const { id } = await welcome();
    const before = (await owner.get(`/api/admin/email-templates/${id}`)).body.template;
    const template = { subject: 'Mine', previewText: '', blocks: [{ type: 'heading', text: 'Mine' }] };
    await owner.send('PUT', `/api/admin/email-templates/${id}`, { name: 'Mine', template });
    expect((await owner.send('POST', `/api/admin/email-templates/${id}/reset`)).body.template).toEqual(before);
    const own = await owner.send('POST', '/api/admin/email-templates', { name: 'Own', copyOf: id });
    expect(own.body.template).toEqual(before);
    expect((await owner.send('POST', `/api/admin/email-templates/${own.body.id}/reset`)).status).toBe(409);
  });

  it('of another school are not read or written', async () => {
    const { id } = await welcome();
    expect((await stranger.get(`/api/admin/email-templates/${id}`)).status).toBe(404);
    expect((await stranger.send('POST', `/api/admin/email-templates/${id}/reset`)).status).toBe(404);
    expect((await stranger.send('POST', '/api/admin/email-templates', { name: 'Copy', copyOf: id })).status).toBe(404);
  });
});

const drawing = async (): Promise<Graph> => {
  const [template] = (await owner.get('/api/admin/email-templates')).body.items;
  return {
    schemaVersion: 1,
    nodes: [
      { id: 'start', kind: 'trigger', config: { eventType: 'membership.purchased', filters: { match: 'all', tests: [] } } },
      { id: 'pause', kind: 'waitDuration', config: { amount: 3, unit: 'days' } },
      { id: 'mail', kind: 'sendEmail', config: { templateId: template.id, audience: 'staff' } },
    ],
    edges: [
      { source: 'start', port: 'next', target: 'pause' },
      { source: 'pause', port: 'next', target: 'mail' },
    ],
    entry: { policy: 'every_event' },
    exitRules: [],
    goal: null,
  };
};

/** Records for the templates that need one. */
let known: { plan: string; course: string } | undefined;
const records = async () => {
  if (!known) {
    const course = (await owner.send('POST', '/api/admin/products', { kind: 'course', title: 'Wheel' })).body.id;
    await owner.send('POST', `/api/admin/products/${course}/publish`);
    const made = { title: 'All year', priceAmount: 2900, intervalMonths: 1, productIds: [course] };
    known = { plan: (await owner.send('POST', '/api/admin/plans', made)).body.id, course };
  }
  return known;
};

describe('automations', () => {
  const create = async (name: string) => (await owner.send('POST', '/api/admin/automations', { name })).body;

  it('are saved incomplete, but not over another person’s changes', async () => {
    const { id, draftRevision } = await create('Two editors');
    const graph = { ...(await drawing()), edges: [] };
    const save = () => owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
    const first = await save();
    expect([first.status, first.body.draftRevision]).toEqual([200, draftRevision + 1]);
    expect(first.body.problems.length).toBeGreaterThan(0);
    const second = await save();
    expect([second.status, second.body.error.code]).toEqual([409, 'stale_revision']);
  });

  it('are not published while something is wrong, and say at which step', async () => {
    const { id, draftRevision } = await create('Unfinished');
    const graph = await drawing();
    const unchosen = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'mail' ? { ...node, config: {} } : node)) };
    const saved = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph: unchosen, revision: draftRevision });
    const answer = await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.body.draftRevision });
    expect([answer.status, answer.body.error.code]).toEqual([422, 'graph_invalid']);
    expect(answer.body.error.problems).toContainEqual(expect.objectContaining({ nodeId: 'mail', fix: expect.any(String) }));
  });

  it('are not published with a mail that uses what their trigger does not have, and say so at the step', async () => {
    const { id, draftRevision } = await create('Wrong mail');
    const mail = (await owner.send('POST', '/api/admin/email-templates', { name: 'About a course' })).body;
    const blocks = [{ type: 'text', html: '<p>You finished {{ event.courseTitle }}.</p>' }];
    const write = (html: object) =>
      owner.send('PUT', `/api/admin/email-templates/${mail.id}`, {
        name: 'About a course',
        template: { subject: 'Well done', previewText: '', blocks: html },
      });
    await write(blocks);
    const graph = await drawing();
    const nodes = graph.nodes.map((node) => (node.id === 'mail' ? { ...node, config: { templateId: mail.id } } : node));
    const saved = await owner.send('PUT', `/api/admin/automations/${id}/draft`, {
      graph: { ...graph, nodes },
      revision: draftRevision,
    });
    expect(saved.body.problems).toEqual([
      expect.objectContaining({ code: 'mail_variables', nodeId: 'mail', setting: 'templateId' }),
    ]);
    const { gaps } = (await owner.get(`/api/admin/email-templates/${mail.id}`)).body;
    expect(gaps).toEqual([{ automationId: id, automationName: 'Wrong mail', variables: ['event.courseTitle'] }]);
    const revision = saved.body.draftRevision;
    const refused = await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision });
    expect([refused.status, refused.body.error.code]).toEqual([422, 'graph_invalid']);
    await write([{ type: 'text', html: '<p>Hi {{ contact.firstName }}.</p>' }]);
    expect((await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision })).status).toBe(200);
  });

  it("are not published with another school's template", async () => {
    const { id, draftRevision } = (await stranger.send('POST', '/api/admin/automations', { name: 'Thief' })).body;
    const graph = await drawing();
    const saved = await stranger.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
    const answer = await stranger.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.body.draftRevision });
    expect(answer.body.error.problems).toContainEqual(expect.objectContaining({ code: 'missing_reference', nodeId: 'mail' }));
  });

  it('freeze a version when published; later drawing leaves it alone', async () => {
    const published = await publish('Frozen');
    expect(published).toMatchObject({ state: 'active', versionNumber: 1, draftDiffers: false, problems: [] });
    const [version] = await fixture.rows<{ types: string[] }>(
      fixture.kiln,
      'select trigger_types as types from automation_version where automation_id = $1',
      [published.id],
    );
    expect(version?.types).toEqual(['membership.purchased']);
    await owner.send('PUT', `/api/admin/automations/${published.id}/draft`, {
      graph: { schemaVersion: 1, nodes: [], edges: [] },
      revision: published.draftRevision,
    });
    const after = (await owner.get(`/api/admin/automations/${published.id}`)).body;
    expect(after).toMatchObject({ versionNumber: 1, draftDiffers: true, published: { number: 1 } });
  });

  it('are paused and resumed, but not before they are published', async () => {
    const { id } = await publish('Kept');
    expect((await owner.send('POST', `/api/admin/automations/${id}/pause`)).body.state).toBe('paused');
    expect((await owner.send('POST', `/api/admin/automations/${id}/resume`)).body.state).toBe('active');
    const draft = await create('Sketch');
    for (const action of ['pause', 'resume'])
      expect((await owner.send('POST', `/api/admin/automations/${draft.id}/${action}`)).status).toBe(409);
  });

  it('are archived: no one enters, the list leaves them out, and they are restored without letting people in', async () => {
    const { id, name } = await publish('Archived');
    const listed = async (query = '') =>
      (await owner.get(`/api/admin/automations?q=${name}${query}`)).body.items.map((item: { id: string }) => item.id);
    expect((await owner.send('POST', `/api/admin/automations/${id}/archive`)).body.state).toBe('archived');
    expect([await listed(), await listed('&state=archived')]).toEqual([[], [id]]);
    for (const action of ['pause', 'resume'])
      expect((await owner.send('POST', `/api/admin/automations/${id}/${action}`)).status).toBe(409);
    expect((await stranger.send('POST', `/api/admin/automations/${id}/restore`)).status).toBe(404);
    expect((await owner.send('POST', `/api/admin/automations/${id}/restore`)).body.state).toBe('paused');
    expect((await stranger.send('POST', `/api/admin/automations/${id}/archive`)).status).toBe(404);
  });

  it('are deleted, published or not, and nothing finds them until they are restored', async () => {
    const { id, name } = await publish('Deleted');
    const path = `/api/admin/automations/${id}`;
    expect((await stranger.send('DELETE', path)).status).toBe(404);
    expect((await owner.send('DELETE', path)).status).toBe(204);
    for (const rest of ['', '/versions', '/people', '/moves', '/overlaps', '/export'])
      expect([rest, (await owner.get(`${path}${rest}`)).status]).toEqual([rest, 404]);
    expect((await owner.send('DELETE', path)).status).toBe(404);
    expect((await owner.get(`/api/admin/automations?q=${name}`)).body.items).toEqual([]);
    expect((await owner.send('POST', `${path}/restore`)).body).toMatchObject({ state: 'paused', versionNumber: 1 });
    const draft = await create('Sketch');
    expect((await owner.send('DELETE', `/api/admin/automations/${draft.id}`)).status).toBe(204);
    expect((await owner.send('POST', `/api/admin/automations/${draft.id}/restore`)).body.state).toBe('draft');
  });

  it('that the product needs are neither archived nor deleted', async () => {
    const { features } = (await owner.get('/api/admin/email-settings')).body;
    const { automationId } = features[0].messages[0];
    expect((await owner.send('POST', `/api/admin/automations/${automationId}/archive`)).status).toBe(409);
    expect((await owner.send('DELETE', `/api/admin/automations/${automationId}`)).status).toBe(409);
  });

  it('are duplicated as a draft with the same drawing, published or not', async () => {
    const original = (await create('Weekly letter')).id;
    const saved = await owner.send('PUT', `/api/admin/automations/${original}/draft`, { graph: await drawing(), revision: 1 });
    expect(saved.status).toBe(200);
    const { status, body } = await owner.send('POST', `/api/admin/automations/${original}/duplicate`);
    expect([status, body.name, body.state, body.published]).toEqual([201, 'Copy of Weekly letter', 'draft', null]);
    expect(body.draft).toEqual((await owner.get(`/api/admin/automations/${original}`)).body.draft);
    expect((await stranger.send('POST', `/api/admin/automations/${original}/duplicate`)).status).toBe(404);
  });

  it('of another school are not found', async () => {
    const { id } = await create('Private');
    const paths = [`/${id}`, `/${id}/runs`, `/${id}/why-not`, `/${id}/standing`, `/${id}/passages`];
    for (const path of paths) expect((await stranger.get(`/api/admin/automations${path}`)).status).toBe(404);
    expect((await stranger.send('POST', `/api/admin/automations/${id}/publish`, { revision: 1 })).status).toBe(404);
  });

  it('are played for an invented person, each step at its time', async () => {
    const { id } = await create('Played');
    const { status, body } = await owner.send('POST', `/api/admin/automations/${id}/preview`, {
      graph: await drawing(),
      eventType: 'membership.purchased',
      startAt: '2027-01-01T08:00:00Z',
    });
    expect([status, body.entered, body.ending]).toEqual([200, true, 'completed']);
    expect(body.steps.at(-1)).toMatchObject({ nodeId: 'mail', at: '2027-01-04T08:00:00.000Z' });
  });

  it('are played with the quiet hours of the school', async () => {
    const { id } = await create('Quiet');
    const limits = { quietFrom: '08:30', quietTo: '12:00', perDay: null, perWeek: null, giveUpAfterDays: 7 };
    await owner.send('PATCH', '/api/admin/school', { emailLimits: limits });
    const graph = await drawing();
    const templateId = (await owner.send('POST', '/api/admin/email-templates', { name: 'Quiet letter' })).body.id;
    const nodes = graph.nodes.map((node) =>
      node.id === 'mail' ? { ...node, config: { templateId, audience: 'contact', category: 'marketing' } } : node,
    );
    const { status, body } = await owner.send('POST', `/api/admin/automations/${id}/preview`, {
      graph: { ...graph, nodes },
      eventType: 'membership.purchased',
      startAt: '2027-01-01T08:00:00Z',
    });
    await owner.send('PATCH', '/api/admin/school', { emailLimits: null });
    expect([status, body.error]).toEqual([200, undefined]);
    // The sample person is in the time zone of the school, Berlin: 09:00 there is 08:00 in UTC.
    expect(body.steps.filter(({ nodeId }: { nodeId: string }) => nodeId === 'mail')).toMatchObject([
      { at: '2027-01-04T08:00:00.000Z', text: expect.stringMatching(/^Held until 4 Jan 2027, 12:00/) },
      { at: '2027-01-04T11:00:00.000Z', effect: { kind: 'sendEmail' } },
    ]);
  });

  it.each(automationTemplates.map(({ id }) => id))('begin with %s, written and ready to publish', async (template) => {
    const made = await owner.send('POST', '/api/admin/automations', {
      name: `My ${template}`,
      template,
      records: await records(),
    });
    expect([made.status, made.body.problems]).toEqual([201, []]);
    const { id, draftRevision: revision } = made.body;
    expect((await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision })).status).toBe(200);
    const mails = (await owner.get(`/api/admin/email-templates?q=${encodeURIComponent(`My ${template}: `)}`)).body.items;
    expect(mails).toHaveLength(automationTemplates.find((each) => each.id === template)!.mails.length);
    const eventType = made.body.draft.nodes[0].config.eventType;
    for (const mail of mails) {
      const { body } = await owner.get(`/api/admin/email-templates/${mail.id}`);
      const path = `/api/admin/email-templates/${mail.id}/preview`;
      const shown = await owner.send('POST', path, { template: body.template, eventType });
      expect([mail.name, shown.status, shown.body.unknownVariables]).toEqual([mail.name, 200, []]);
    }
  });

  it('are about the plan or the course that was chosen for the template, and never about one of another school', async () => {
    const { plan, course } = await records();
    const create = (who: Visitor, body: object) => who.send('POST', '/api/admin/automations', { name: 'Companion', ...body });
    const missing = await create(owner, { template: 'course-companion' });
    expect([missing.status, missing.body.error]).toMatchObject([
      400,
      { field: 'records.course', message: 'Choose a course that exists.' },
    ]);
    const theirs = await create(stranger, { template: 'course-companion', records: { course } });
    expect([theirs.status, theirs.body.error.field]).toEqual([400, 'records.course']);
    const wrong = await create(owner, { template: 'membership-anniversary', records: { plan: course } });
    expect([wrong.status, wrong.body.error.field]).toEqual([400, 'records.plan']);
    const made = await create(owner, { template: 'membership-anniversary', records: { plan } });
    expect(made.body.draft.nodes[0].config.filters.tests).toEqual([{ field: 'event.planId', operator: 'is', value: plan }]);
    const { id } = (await create(owner, {})).body;
    const drawn = await owner.send('POST', `/api/admin/automations/${id}/drawing`, {
      template: 'course-companion',
      records: { course },
    });
    expect(drawn.body.graph.nodes[0].config.filters.tests[0].value).toBe(course);
  });

  it('name other active automations that email the same people about the same thing', async () => {
    const { id, draftRevision: revision } = await create('Nudge');
    const [{ id: templateId }] = (await owner.get('/api/admin/email-templates')).body.items;
    const graph = {
      schemaVersion: 1,
      nodes: [
        { id: 'start', kind: 'trigger', config: { eventType: 'trial.ending' } },
        { id: 'mail', kind: 'sendEmail', config: { templateId } },
      ],
      edges: [{ source: 'start', port: 'next', target: 'mail' }],
    };
    await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision });
    type Found = { automationId: string; name: string };
    const overlap = async () =>
      ((await owner.get(`/api/admin/automations/${id}/overlaps`)).body as Found[]).find(
        ({ name }) => name === 'Free trial ends soon',
      );
    const found = await overlap();
    expect(found).toMatchObject({ builtIn: true, steps: ['mail'] });
    await owner.send('POST', `/api/admin/automations/${found?.automationId}/pause`);
    expect(await overlap()).toBeUndefined();
    await owner.send('POST', `/api/admin/automations/${found?.automationId}/resume`);
    expect((await stranger.get(`/api/admin/automations/${id}/overlaps`)).status).toBe(404);
  });

  it('begin empty, or not at all with a template that does not exist', async () => {
    expect((await create('Blank')).draft.nodes).toEqual([]);
    const made = await owner.send('POST', '/api/admin/automations', { name: 'None', template: 'dunning' });
    expect([made.status, made.body.error.field]).toEqual([400, 'template']);
  });
});

describe('runs', () => {
  it('are listed with their person and told what staff want; only a stuck one can be retried', async () => {
    const automation = await publish('Running');
    const contact = (await owner.send('POST', '/api/admin/contacts', { email: 'run@kiln.example' })).body;
    const start = async (state: string, key: string) =>
      (
        await fixture.rows<{ id: string }>(
          fixture.kiln,
          `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, state, problem)
           select id, published_version_id, $2, $3, $4, '{"nodeId": "mail", "visit": 3, "phase": "acting"}', now(), $5, 'refused'
             from automation where id = $1 returning id`,
          [automation.id, contact.id, randomUUID(), key, state],
        )
      )[0]?.id;
    const [stuck, waiting] = [await start('parked', 'a'), await start('waiting', 'b')];
    const listed = (await owner.get(`/api/admin/automations/${automation.id}/runs?state=parked`)).body;
    expect(listed.items).toEqual([expect.objectContaining({ id: stuck, currentNodeId: 'mail', version: 1 })]);
    const detail = (await owner.get(`/api/admin/runs/${stuck}`)).body;
    expect(detail.temporalUrl).toMatch(new RegExp(`/namespaces/[^/]+/workflows/run-${stuck}$`));
    expect((await owner.send('POST', `/api/admin/runs/${stuck}/retry`)).status).toBe(202);
    expect((await owner.send('POST', `/api/admin/runs/${waiting}/retry`)).status).toBe(409);
    expect((await owner.send('POST', `/api/admin/runs/${waiting}/stop`)).status).toBe(202);
    expect((await owner.send('POST', `/api/admin/runs/${waiting}/explode`)).status).toBe(404);
    expect((await stranger.send('POST', `/api/admin/runs/${stuck}/retry`)).status).toBe(404);
    const told = await fixture.rows(
      fixture.kiln,
      `select data->>'action' as action from event where type = 'run.operated' order by id`,
    );
    expect(told).toEqual([{ action: 'retry' }, { action: 'stop' }]);
  });

  /** Puts a run of a new person where a spec wants it. */
  const stand = async (automationId: string, nodeId: string, code: string | null, eventId: string = randomUUID()) => {
    const contact = (await owner.send('POST', '/api/admin/contacts', { email: `p${randomUUID().slice(0, 8)}@kiln.example` }))
      .body;
    const [run] = await fixture.rows<{ id: string }>(
      fixture.kiln,
      `insert into automation_run
         (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, state, problem, last_result)
       select id, published_version_id, $2, $3::uuid, $3::text, jsonb_build_object('nodeId', $4::text, 'visit', 2, 'phase', 'acting'), now(),
              case when $5::text is null then 'waiting' else 'parked' end, $5, jsonb_build_object('kind', 'park', 'code', $5::text)
         from automation where id = $1 returning id`,
      [automationId, contact.id, eventId, nodeId, code],
    );
    return { runId: run?.id ?? '', contactId: contact.id as string };
  };

  it('are counted where they stand now, and listed by the step', async () => {
    const { id } = await publish('Standing');
    for (const code of [null, null, 'url_refused']) await stand(id, 'pause', code);
    await stand(id, 'mail', null);
    expect((await owner.get(`/api/admin/automations/${id}/standing`)).body).toEqual([
      { nodeId: 'mail', people: 1, parked: 0, held: 0 },
      { nodeId: 'pause', people: 3, parked: 1, held: 0 },
    ]);
    expect((await owner.get(`/api/admin/automations/${id}/runs?step=pause`)).body.total).toBe(3);
    expect((await stranger.get(`/api/admin/automations/${id}/standing`)).status).toBe(404);
  });

  it('that need attention are gathered by what is wrong, and told the same at once', async () => {
    const { id } = await publish('Attention');
    const { id: other } = await publish('Attention too');
    for (let i = 0; i < 7; i++) await stand(id, 'mail', 'mail_refused');
    await stand(id, 'pause', 'mail_refused');
    await stand(other, 'mail', 'mail_refused');
    const ours = async () =>
      (await owner.get('/api/admin/attention')).body.groups.filter(
        (group: { automationId: string }) => group.automationId === id,
      );
    const [first, second] = (await ours()).sort((a: { count: number }, b: { count: number }) => b.count - a.count);
    expect(first).toMatchObject({
      automationName: 'Attention',
      nodeId: 'mail',
      step: 'Send email',
      code: 'mail_refused',
      count: 7,
    });
    expect(first.runs).toHaveLength(5);
    expect(second).toMatchObject({ nodeId: 'pause', step: 'Wait', count: 1 });
    const same = { automationId: id, nodeId: 'mail', code: 'mail_refused' };
    expect((await owner.send('POST', '/api/admin/attention/explode', same)).status).toBe(404);
    const told = await owner.send('POST', '/api/admin/attention/retry', same);
    expect([told.status, told.body]).toEqual([202, { count: 7, moveId: expect.any(String) }]);
    const move = (await owner.get(`/api/admin/automations/${id}/moves/${told.body.moveId}`)).body;
    expect(move).toMatchObject({ action: 'retry', state: 'running', total: 7, requestedBy: 'Nora' });
    expect((await owner.get(`/api/admin/automations/${id}/moves`)).body).toEqual([]);
  });

  it('that need attention at a call are retried with the call as staff edited it; other steps are not edited', async () => {
    const { id } = await publish('Edited');
    const { runId } = await stand(id, 'mail', 'mail_refused');
    const input = { url: 'https://example.com/fixed', body: [] };
    expect((await owner.send('POST', `/api/admin/runs/${runId}/retry`, { input })).status).toBe(409);
    await fixture.rows(
      fixture.kiln,
      `update automation_version set graph = jsonb_set(graph, '{nodes,2,kind}', '"callUrl"') where automation_id = $1`,
      [id],
    );
    const bad = await owner.send('POST', `/api/admin/runs/${runId}/retry`, { input: { url: 'ftp://example.com', body: [] } });
    expect([bad.status, bad.body.error.field]).toEqual([400, 'input.url']);
    expect((await owner.send('POST', `/api/admin/runs/${runId}/skip`, { input })).status).toBe(409);
    expect((await owner.send('POST', `/api/admin/runs/${runId}/retry`, { input })).status).toBe(202);
    const told = await fixture.rows(
      fixture.kiln,
      `select data->'input' as input from event where type = 'run.operated' and data->>'runId' = $1`,
      [runId],
    );
    expect(told).toEqual([{ input }]);
    expect((await stranger.send('POST', `/api/admin/runs/${runId}/retry`, { input })).status).toBe(404);
  });

  it('that need attention continue at another step of the newest version, all or those who are named', async () => {
    const { id } = await publish('Routed');
    const [chosen] = [await stand(id, 'mail', 'mail_refused'), await stand(id, 'mail', 'mail_refused')];
    const same = { automationId: id, nodeId: 'mail', code: 'mail_refused' };
    const route = (more: object) => owner.send('POST', '/api/admin/attention/route', { ...same, ...more });
    for (const to of [undefined, 'nowhere', 'start']) expect((await route({ to })).status).toBe(422);
    const request = { to: 'pause', key: randomUUID(), runIds: [chosen.runId, randomUUID()] };
    const { status, body } = await route(request);
    expect([status, body.count]).toEqual([202, 1]);
    expect((await route(request)).body).toEqual(body);
    const items = await fixture.rows(
      fixture.kiln,
      `select m.action, i.run_id, i.node_id, i.to_node_id from run_move m join run_move_item i on i.move_id = m.id where m.id = $1`,
      [body.moveId],
    );
    expect(items).toEqual([{ action: 'move', run_id: chosen.runId, node_id: 'mail', to_node_id: 'pause' }]);
    expect((await route({ to: 'pause' })).body.count).toBe(2);
    expect((await stranger.send('POST', '/api/admin/attention/route', { ...same, to: 'pause' })).status).toBe(404);
  });

  it('that need attention are retried on the version they entered, or on the newest one if it has the step', async () => {
    const automation = await publish('Versions');
    const { runId } = await stand(automation.id, 'mail', 'mail_refused');
    const newest = async () => (await owner.get(`/api/admin/runs/${runId}`)).body.newestVersion;
    expect(await newest()).toBeNull();
    const { body: draft } = await owner.get(`/api/admin/automations/${automation.id}`);
    const again = await owner.send('POST', `/api/admin/automations/${automation.id}/publish`, { revision: draft.draftRevision });
    expect(again.body.published.number).toBe(2);
    expect(await newest()).toBe(2);
    const groups = (await owner.get('/api/admin/attention')).body.groups;
    expect(groups.find((group: { automationId: string }) => group.automationId === automation.id)).toMatchObject({
      newestVersion: 2,
      runs: [{ id: runId, attempts: 0, lastAttemptAt: null }],
    });
    const retry = (version: string) => owner.send('POST', `/api/admin/runs/${runId}/retry`, { version });
    expect((await retry('current')).status).toBe(202);
    expect((await owner.get(`/api/admin/runs/${runId}`)).body.run.version).toBe(1);
    expect((await retry('newest')).status).toBe(202);
    expect((await owner.get(`/api/admin/runs/${runId}`)).body.run.version).toBe(2);

    const { runId: gone } = await stand(automation.id, 'a-step-that-was-removed', 'mail_refused');
    await owner.send('POST', `/api/admin/automations/${automation.id}/publish`, { revision: draft.draftRevision });
    const refused = await owner.send('POST', `/api/admin/runs/${gone}/retry`, { version: 'newest' });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'not_possible_now']);
    expect((await stranger.send('POST', `/api/admin/runs/${gone}/retry`, { version: 'newest' })).status).toBe(404);
  });

  it('that are being retried are counted, so that nobody takes the list for empty', async () => {
    const { id } = await publish('Retried');
    const { runId } = await stand(id, 'mail', 'mail_refused');
    const retrying = async () => (await owner.get('/api/admin/attention')).body.retrying;
    const before = await retrying();
    await fixture.rows(
      fixture.kiln,
      `with attempt as (insert into run_attempt (run_id, version_id, node_id, visit, at, code, problem)
         select id, version_id, 'mail', 2, now(), 'mail_refused', 'Refused.' from automation_run where id = $1)
       update automation_run set state = 'running' where id = $1`,
      [runId],
    );
    expect((await retrying()) - before).toBe(1);
    expect((await owner.get(`/api/admin/runs/${runId}`)).body.attempts).toEqual([
      expect.objectContaining({ nodeId: 'mail', visit: 2, version: 1, code: 'mail_refused', problem: 'Refused.' }),
    ]);
  });

  it('of people on a test clock are looked at, and told, on their own', async () => {
    const { id } = await publish('Tested');
    const { contactId } = await stand(id, 'mail', 'mail_refused');
    await stand(id, 'mail', 'mail_refused');
    await fixture.rows(
      fixture.kiln,
      `with k as (insert into clock (name, now, stripe_test_clock_id) values ('Test', now(), 'clock_spec') returning id)
       update contact set clock_id = (select id from k) where id = $1`,
      [contactId],
    );
    const groups = async (query: string) => {
      const { body } = await owner.get(`/api/admin/attention${query}`);
      return [body.test, body.groups.find((group: { automationId: string }) => group.automationId === id)?.count];
    };
    expect(await groups('')).toEqual([1, 1]);
    expect(await groups('?test=true')).toEqual([1, 1]);
    const same = { automationId: id, nodeId: 'mail', code: 'mail_refused' };
    expect((await owner.send('POST', '/api/admin/attention/stop', { ...same, test: true })).body.count).toBe(1);
  });

  it('of another school are neither shown nor told', async () => {
    const { id } = await publish('Ours');
    await stand(id, 'mail', 'mail_refused');
    expect((await stranger.get('/api/admin/attention')).body).toEqual({ total: 0, test: 0, retrying: 0, groups: [] });
    const same = { automationId: id, nodeId: 'mail', code: 'mail_refused' };
    expect((await stranger.send('POST', '/api/admin/attention/stop', same)).status).toBe(404);
  });

  it('show the chain of what led to them, and which automation took part', async () => {
    const { id } = await publish('Chained');
    const { runId: earlier, contactId } = await stand(id, 'mail', null);
    const event = (causedBy: string | null, runId: string | null, depth: number) =>
      fixture.rows<{ id: string }>(
        fixture.kiln,
        `insert into event (type, contact_id, occurred_at, data, causation_id, run_id, depth)
         values ('tag.added', $1, now(), '{"tagId": "01920000-0000-7000-8000-000000000009", "tag": "x"}', $2, $3, $4) returning id`,
        [contactId, causedBy, runId, depth],
      );
    const [first] = await event(null, null, 0);
    const [second] = await event(first?.id ?? null, earlier, 1);
    const { runId } = await stand(id, 'mail', 'event_loop', second?.id);
    const { causes } = (await owner.get(`/api/admin/runs/${runId}`)).body;
    expect(causes).toMatchObject([
      { eventId: second?.id, label: 'Tag added', by: { automationId: id, automationName: 'Chained', runId: earlier } },
      { eventId: first?.id, by: null },
    ]);
  });
});

async function publish(name: string) {
  const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  const saved = await owner.send('PUT', `/api/admin/automations/${id}/draft`, {
    graph: await drawing(),
    revision: draftRevision,
  });
  const published = await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.body.draftRevision });
  if (published.status !== 200) throw new Error(JSON.stringify(published.body));
  return published.body;
}

import { randomUUID } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import { StripeClients } from '@perennial/stripe';
import { hashToken } from '../../../apps/api/src/platform/http/tokens.js';
import type { Operation } from './described.js';
import { sessionOf } from './shop.js';
import type { Fixture, Visitor } from './support.js';

/** One row of everything that an address of the API can name, in one school. */
export interface Belongings {
  readonly slug: 'kiln' | 'bread';
  readonly schoolId: string;
  readonly owner: Visitor;
  /** The member in a browser of its own, so that no request signs out the next one. */
  readonly member: () => Promise<Visitor>;
  readonly apiKeyToken: string;
  /** By the segment of the path before the parameter, or the parameter's own name. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Fills a school that sells a plan. Its member has the plan, an open course and a certificate. */
export async function furnish(fixture: Fixture, slug: 'kiln' | 'bread'): Promise<Belongings> {
  const schoolId = fixture[slug];
  const owner = await fixture.owner(slug);
  const make = async (path: string, body: object): Promise<string> => {
    const answer = await owner.send('POST', `/api/admin/${path}`, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  const one = async (sql: string, parameters: readonly unknown[] = []): Promise<string> =>
    (await fixture.rows<{ id: string }>(schoolId, sql, parameters))[0]?.id ?? '';
  const plan = await fixture.plan(slug, { title: `All year at ${slug}` });
  const course = await one('select product_id as id from plan_item where plan_id = $1', [plan.id]);
  const email = `member@${slug}.example`;
  const contact = await make('contacts', { email, name: 'Ana' });
  await owner.send('PUT', `/api/admin/contacts/${contact}/tags/early`);
  await owner.send('POST', `/api/admin/contacts/${contact}/grants`, { productId: course });
  const moduleId = await one(
    `insert into course_module (course_id, title, position, release) values ($1, 'First', 0, '{"mode":"immediate"}') returning id`,
    [course],
  );
  const lesson = await one(
    `insert into lesson (course_id, module_id, title, kind, position, release) values ($1, $2, 'Centring', 'text', 0, '{"mode":"immediate"}') returning id`,
    [course, moduleId],
  );
  const automation = await make('automations', { name: 'Hello', template: 'welcome-series' });
  await owner.send('PUT', `/api/admin/automations/${automation}/webhooks/start`);
  const hook = await one('select id from incoming_webhook where automation_id = $1', [automation]);
  const event = await one(`select id from event where contact_id = $1 limit 1`, [contact]);
  const version = await one(
    `insert into automation_version (automation_id, number, graph, trigger_types) select id, 1, draft, '{}' from automation where id = $1 returning id`,
    [automation],
  );
  const run = await one(
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, state, started_at, problem)
     values ($1, $2, $3, $4, 'x', '{"nodeId":"a","visit":1}', 'parked', now(), 'x') returning id`,
    [automation, version, contact, event],
  );
  const move = await one(
    `insert into run_move (automation_id, version_id, key, requested_by) values ($1, $2, 'x', 'Nora') returning id`,
    [automation, version],
  );
  const entry = await one(
    `insert into entry_request (automation_id, key, via, requested_by, source, total) values ($1, 'x', 'staff', 'Nora', 'everyone', 1) returning id`,
    [automation],
  );
  const approval = await one(
    `insert into approval (automation_id, run_id, node_id, visit, contact_id, role, question, requested_at, until)
     values ($1, $2, 'a', 1, $3, 'everyone', 'Ready?', now(), now() + interval '1 day') returning id`,
    [automation, run, contact],
  );
  const serial = `PER-${slug.toUpperCase()}-0001`;
  const certificate = await one(
    `insert into certificate (contact_id, course_id, serial, state, requested_at, issued_at, pdf_key, sha256)
     values ($1, $2, $3, 'issued', now(), now(), 'gone', 'gone') returning id`,
    [contact, course, serial],
  );
  const { session, membership } = await buy(fixture, schoolId, slug, plan.slug, email);
  const key = await owner.send('POST', '/api/admin/api-keys', {
    name: 'Shop',
    scopes: ['events:write', 'contacts:read', 'contacts:write', 'automations:read', 'automations:write'],
  });
  return {
    slug,
    schoolId,
    owner,
    member: () => signIn(fixture, slug, contact),
    apiKeyToken: key.body.key,
    ids: {
      'api-keys': key.body.id,
      approvals: approval,
      automations: automation,
      certificates: certificate,
      checkout: session,
      'contact-fields': await make('contact-fields', { name: 'Clay', type: 'text' }),
      segments: await make('segments', {
        name: 'Ours',
        condition: { tests: [{ field: 'contact.name', operator: 'is', value: 'Ana' }] },
      }),
      tags: await make('tags', { name: 'Belongs to us' }),
      clocks: await make('clocks', { name: 'Trial', now: '2027-01-17T10:00:00Z' }),
      'contact-imports': await make('contact-imports', { fileName: 'people.csv' }),
      contacts: contact,
      courses: course,
      'email-templates': await make('email-templates', { name: 'Warmer' }),
      entries: entry,
      events: event,
      grants: course,
      hooks: hook,
      lessons: lesson,
      logo: await logoOf(owner, slug),
      'membership-problems': membership,
      moves: move,
      memberships: membership,
      plans: plan.id,
      planSlug: plan.slug,
      products: course,
      runs: run,
      stripe: await one('select id from stripe_connection'),
      'stuck-workflows': await one(
        `insert into stuck_workflow (workflow_id, execution_id, contact_id, cause)
         values ($1, 'execution', $2, 'WorkflowTaskFailedCauseNonDeterministicError') returning id`,
        [`run-${run}`, contact],
      ),
      verify: serial,
    },
  };
}

async function logoOf(owner: Visitor, slug: string): Promise<string> {
  const canvas = createCanvas(40, 40);
  canvas.getContext('2d').fillText(slug, 4, 20);
  return (await owner.send('POST', '/api/admin/pictures/logo', await canvas.encode('png'))).body.name;
}

/** A purchase as it stands once the worker has synced it. */
async function buy(
  fixture: Fixture,
  schoolId: string,
  slug: string,
  planSlug: string,
  email: string,
): Promise<{ session: string; membership: string }> {
  const page = await fixture.visitor(slug).send('POST', `/api/portal/plans/${planSlug}/checkout`, { email });
  const session = sessionOf(page);
  const stripe = await fixture.app.get(StripeClients, { strict: false }).for(schoolId);
  await stripe.rawRequest('POST', `/v1/payment_pages/${session}/confirm`, { payment_method: 'pm_card_visa' });
  const { subscription } = await stripe.checkout.sessions.retrieve(session);
  const [row] = await fixture.rows<{ id: string }>(
    schoolId,
    `update membership set state = 'active', stripe_subscription_id = $2 where stripe_checkout_session_id = $1 returning id`,
    [session, subscription],
  );
  return { session, membership: row?.id ?? '' };
}

async function signIn(fixture: Fixture, slug: string, contactId: string): Promise<Visitor> {
  const schoolId = slug === 'kiln' ? fixture.kiln : fixture.bread;
  const token = randomUUID() + randomUUID();
  await fixture.rows(schoolId, 'insert into member_account (contact_id) values ($1) on conflict do nothing', [contactId]);
  await fixture.rows(
    schoolId,
    `insert into session (audience, subject_id, token_hash, expires_at) values ('member', $1, $2, now() + interval '1 hour')`,
    [contactId, hashToken(token)],
  );
  const visitor = fixture.visitor(slug);
  visitor.cookies.set('perennial_member', token);
  return visitor;
}

/** Parameters that name no row of a school. */
const choices: Readonly<Record<string, string>> = {
  action: 'stop',
  key: 'member.welcome',
  kind: 'plan',
  nodeId: 'start',
  number: '1',
  secret: 'x'.repeat(43),
  tag: 'early',
  use: 'logo',
};

/** Which of {@link Belongings.ids} a parameter names, or null if it names none. @throws for an unknown one */
export function kindOf({ path }: Operation, parameter: string): string | null {
  if (parameter in choices) return null;
  const before = path.split('/').at(path.split('/').indexOf(`{${parameter}}`) - 1) ?? '';
  if (parameter === 'slug') return 'planSlug';
  return path.includes('/pictures/') ? 'logo' : before;
}

/** The address of an operation with the rows of a school in it. */
export function addressOf(operation: Operation, { ids }: Belongings, change: Readonly<Record<string, string>> = {}): string {
  return operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const kind = kindOf(operation, name);
    const value = change[name] ?? (kind === null ? choices[name] : ids[kind]);
    if (value === undefined) throw new Error(`${operation.name}: say in belongings.ts what {${name}} names`);
    return value;
  });
}

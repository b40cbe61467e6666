import { randomUUID } from 'node:crypto';
import type { Answer } from './http.js';
import type { Fixture, Visitor } from './support.js';

/** A program with a key of a school. */
export interface SpecProgram {
  readonly key: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: object, idempotencyKey?: string): Promise<Answer>;
}

/** Creates a key with these scopes and sends requests with it. */
export async function programOf(fixture: Fixture, owner: Visitor, scopes: string[], name = 'CI'): Promise<SpecProgram> {
  const { key } = (await owner.send('POST', '/api/admin/api-keys', { name, scopes })).body;
  const headers = { authorization: `Bearer ${key}` };
  return {
    key,
    get: (path) => fixture.request({ method: 'GET', path, headers }),
    post: (path, body = {}, idempotencyKey = undefined as string | undefined) =>
      fixture.request({
        ...{ method: 'POST', path, body },
        headers: { ...headers, ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }) },
      }),
  };
}

/** An automation whose draft is saved by staff. */
export async function drafted(owner: Visitor, name: string, graph: object): Promise<{ id: string; revision: number }> {
  const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  return { id, revision: await saved(owner, id, graph, draftRevision) };
}

/** Saves a draft. Returns its revision. */
export async function saved(owner: Visitor, id: string, graph: object, revision: number): Promise<number> {
  const { status, body } = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision });
  if (status !== 200) throw new Error(`the draft cannot be saved: ${JSON.stringify(body)}`);
  return body.draftRevision;
}

/** A new person. */
export async function person(owner: Visitor, name = ''): Promise<{ id: string; email: string }> {
  const email = `p${randomUUID().slice(0, 8)}@kiln.example`;
  return { id: (await owner.send('POST', '/api/admin/contacts', { email, name })).body.id, email };
}

/** Where a run is that {@link runAt} makes. */
export interface RunPlace {
  readonly automationId: string;
  readonly nodeId: string;
  readonly contactId: string;
  readonly state?: string;
  readonly startedAt?: string;
}

/** A run on the published version, in the state that a worker would leave it in. Returns its ID. */
export async function runAt(
  fixture: Fixture,
  { automationId, nodeId, contactId, state = 'waiting', startedAt = '2027-01-17T10:00:00Z' }: RunPlace,
): Promise<string> {
  const [run] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, state, problem)
     select id, published_version_id, $2, $3::uuid, $3::text, jsonb_build_object('nodeId', $4::text, 'visit', 2, 'phase', 'waiting'),
            $6::timestamptz, $5::text, case when $5::text = 'parked' then 'The host answered 500.' end
       from automation where id = $1 returning id`,
    [automationId, contactId, randomUUID(), nodeId, state, startedAt],
  );
  return run?.id ?? '';
}

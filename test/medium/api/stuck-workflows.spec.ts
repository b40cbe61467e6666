import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Event, StuckWorkflow } from '@perennial/db';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let id: string;
const workflowId = `run-${randomUUID()}`;
const executionId = randomUUID();

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  id = await fixture.tenancy.withSchool(fixture.kiln, async () => {
    const row = await fixture.tenancy
      .repo(StuckWorkflow)
      .insert({ workflowId, executionId, cause: 'WorkflowTaskFailedCauseUnknown' });
    return row.identifiers[0]?.id;
  });
}, 60_000);
afterAll(() => fixture.close());

const requests = () =>
  fixture.tenancy.withSchool(fixture.kiln, () => fixture.tenancy.repo(Event).findBy({ type: 'workflow.restart_requested' }));

describe('work that stopped', () => {
  it('is shown to the staff of its school, on Home and under Needs attention', async () => {
    const { body } = await owner.get('/api/admin/stuck-workflows');
    expect(body).toMatchObject([{ id, title: 'Journey of one person through one automation', restarting: false }]);
    expect((await owner.get('/api/admin/home')).body).toMatchObject({ needsYou: { stuckWorkflows: 1 } });
  });

  it('is neither shown to nor restarted by another school', async () => {
    const stranger = await fixture.owner('bread');
    expect((await stranger.get('/api/admin/stuck-workflows')).body).toEqual([]);
    expect((await stranger.get('/api/admin/home')).body).toMatchObject({ needsYou: { stuckWorkflows: 0 } });
    const foreign = await stranger.send('POST', `/api/admin/stuck-workflows/${id}/restart`);
    const unknown = await stranger.send('POST', `/api/admin/stuck-workflows/${randomUUID()}/restart`);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(await requests()).toEqual([]);
  });

  it('is restarted through an event, once however often it is asked for', async () => {
    for (let asked = 0; asked < 2; asked++) {
      const answer = await owner.send('POST', `/api/admin/stuck-workflows/${id}/restart`);
      expect(answer.status).toBe(202);
      expect(answer.body).toMatchObject({ id, restarting: true });
    }
    expect((await requests()).map(({ data }) => data)).toEqual([{ workflowId, executionId }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMoveActivities } from '@perennial/activities';
import { Automation } from '@perennial/db';
import { maxEventDepth } from '@perennial/domain/events';
import { line } from '../../support/automation.js';
import { drain, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';
import { startedBy, Walks } from '../../support/walks.js';

let walks: Walks;
let names = 0;
beforeAll(async () => {
  walks = await Walks.open('other_automations');
});
afterAll(() => walks.close());

const added = { id: 'start', kind: 'trigger', config: { eventType: 'automation.requested' } };
const pause = { id: 'pause', kind: 'waitDuration', config: { amount: 3, unit: 'days' } };
const step = (kind: 'startAutomation' | 'stopAutomation', automation: string) => ({ id: 'other', kind, config: { automation } });
const deliver = () => drain(relayOver(walks.db.relay, { wall: () => walks.now }));
const runsIn = (automationId: string) =>
  walks.db.asOwner<{ id: string; contact: string; state: string; depth: number }>(
    'select id, contact_id as contact, state, depth from automation_run where automation_id = $1 order by id',
    [automationId],
  );

/** A person at a step that concerns another automation. */
async function at(kind: 'startAutomation' | 'stopAutomation', automation: string) {
  const name = `other ${names++}`;
  const own = await walks.publish(line(startedBy(name), step(kind, automation), { id: 'end', kind: 'exit' }), name);
  const enter = async (contactId: string) => walks.enter(contactId, name);
  return { own, enter };
}

describe('a step that starts another automation', () => {
  it('adds the person once, however often it is repeated, with the run as the cause', async () => {
    const other = await walks.publish(line(added, pause), 'Other');
    const third = await walks.publish(line(added, pause), 'Third');
    const { enter } = await at('startAutomation', other);
    const ana = await walks.person();
    const runId = await enter(ana);
    const input = { schoolId: walks.school, runId, expectedRevision: 0 };
    await walks.again(input);
    await walks.again(input);
    await deliver();
    expect(await runsIn(other)).toEqual([expect.objectContaining({ contact: ana, depth: 1 })]);
    expect(await runsIn(third)).toEqual([]);
    const [event] = await walks.db.asOwner<{ data: object; run: string }>(
      `select data, run_id as run from event where type = 'automation.requested' and contact_id = $1`,
      [ana],
    );
    expect(event).toEqual({
      data: { automationId: other, automation: 'Other', by: 'automation', byName: expect.stringMatching(/^other /) },
      run: runId,
    });
  });

  it('ends a chain of automations that start each other', async () => {
    const loop = await walks.publish(line(added, pause), 'Loop');
    const ana = await walks.person();
    const cause =
      (await walks.inSchool(() =>
        walks.db.events.record({
          type: 'custom.event',
          contactId: ana,
          occurredAt: walks.now,
          data: { name: 'x', properties: {} },
        }),
      )) ?? '';
    const deep = { eventId: cause, depth: maxEventDepth - 1 };
    const { own } = await at('startAutomation', loop);
    const [{ name } = { name: '' }] = await walks.db.asOwner<{ name: string }>('select name from automation where id = $1', [
      own,
    ]);
    await walks.inSchool(() =>
      walks.db.events.record({
        ...{ type: 'custom.event', contactId: ana, occurredAt: walks.now, cause: deep },
        data: { name, properties: {} },
      }),
    );
    await deliver();
    const [run] = await runsIn(own);
    expect(run?.depth).toBe(maxEventDepth);
    await walks.advance(run?.id ?? '').catch(() => null);
    await deliver();
    expect(await runsIn(loop)).toEqual([]);
  });

  it('needs attention if the other automation was deleted', async () => {
    const other = await walks.publish(line(added, pause), 'Deleted');
    const { enter } = await at('startAutomation', other);
    const runId = await enter(await walks.person());
    await walks.inSchool(() => walks.db.tenancy.repo(Automation).update({ id: other }, { state: 'deleted' }));
    expect(await walks.advance(runId)).toMatchObject({ kind: 'park', code: 'misconfigured' });
  });
});

describe('a step that stops another automation', () => {
  it('ends the journeys of the person there, and of nobody else', async () => {
    const other = await walks.publish(line(startedBy('both'), pause), 'Stopped');
    const [ana, ben] = [await walks.person(), await walks.person()];
    for (const contactId of [ana, ben]) await walks.advance(await walks.enter(contactId, 'both'));
    const { enter } = await at('stopAutomation', other);
    const runId = await enter(ana);
    const input = { schoolId: walks.school, runId, expectedRevision: 0 };
    await walks.again(input);
    await walks.again(input);
    const moves = await walks.db.asOwner<{ id: string; by: string }>(
      'select id, requested_by as by from run_move where automation_id = $1',
      [other],
    );
    expect(moves).toHaveLength(1);
    const { moveRuns } = createMoveActivities(servicesOf(walks.db));
    expect(await moveRuns({ schoolId: walks.school, moveId: moves[0]?.id ?? '' })).toEqual({ left: 0 });
    expect((await runsIn(other)).map(({ contact, state }) => [contact, state])).toEqual([
      [ana, 'exited'],
      [ben, 'waiting'],
    ]);
    const [visit] = await walks.db.asOwner<{ reason: string }>(
      `select v.evidence->>'reason' as reason from run_visit v join automation_run r on r.id = v.run_id
        where r.automation_id = $1 and r.contact_id = $2 order by v.visit desc limit 1`,
      [other, ana],
    );
    expect(visit?.reason).toBe('Ended by another automation.');
  });

  it('does nothing for a person who is not in it', async () => {
    const other = await walks.publish(line(startedBy('nobody'), pause), 'Empty');
    const { enter } = await at('stopAutomation', other);
    const runId = await enter(await walks.person());
    expect((await walks.advance(runId)).kind).toBe('finish');
    expect(await walks.db.asOwner('select id from run_move where automation_id = $1', [other])).toEqual([]);
  });
});

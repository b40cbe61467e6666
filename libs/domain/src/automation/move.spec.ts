import { describe, expect, it } from '@jest/globals';
import { type Cursor, canMoveTo, type Graph, moveOut, moveToVersion, plan } from './index.js';

const graphWith = (nodes: Graph['nodes']): Graph => ({
  schemaVersion: 1,
  nodes: [{ id: 't', kind: 'trigger', config: { eventType: 'tag.added' } }, ...nodes],
  edges: [],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
});
const wait = (hours: number): Graph['nodes'][number] => ({
  id: 'w',
  kind: 'waitDuration',
  config: { amount: hours, unit: 'hours' },
});
const old = graphWith([wait(10)]);
const fresh = graphWith([wait(4), { id: 'x', kind: 'exit', config: {} }]);
const waiting: Cursor = {
  nodeId: 'w',
  visit: 2,
  phase: 'waiting',
  enteredAt: '2027-01-20T10:00:00.000Z',
  waitUntil: '2027-01-20T20:00:00.000Z',
  outputs: { t: { a: 1 } },
};
const to = (nodeId: string, graph = fresh) => ({ graph, nodeId, version: 3 });

describe('a run that is moved to another version', () => {
  it('waits from when it began, with the new length, at the same step', () => {
    const { cursor, evidence } = moveToVersion(old, waiting, to('w'));
    expect(cursor).toMatchObject({ nodeId: 'w', visit: 3, phase: 'enter', outputs: waiting.outputs });
    expect(evidence).toMatchObject({ nodeId: 'w', visit: 2, port: null, reason: 'Moved by staff to version 3.' });
    const step = plan(fresh, cursor, '2027-01-20T12:00:00.000Z', {} as never);
    expect(step).toMatchObject({ kind: 'sleepUntil', at: '2027-01-20T14:00:00.000Z' });
  });

  it('enters another step anew', () => {
    const { cursor } = moveToVersion(old, waiting, to('x'));
    expect(cursor).toEqual({ nodeId: 'x', visit: 3, phase: 'enter', outputs: waiting.outputs });
  });

  it('retries a step that failed as the same visit, because its effect may have happened', () => {
    const mail = graphWith([{ id: 'm', kind: 'sendEmail', config: {} }]);
    const failed: Cursor = { nodeId: 'm', visit: 4, phase: 'acting', enteredAt: '2027-01-20T10:00:00.000Z' };
    expect(moveToVersion(mail, failed, to('m', mail))).toEqual({ cursor: failed, evidence: null });
  });

  it('enters a step of the same ID and another kind anew', () => {
    const other = graphWith([{ id: 'w', kind: 'exit', config: {} }]);
    expect(moveToVersion(old, waiting, to('w', other)).cursor).toMatchObject({ visit: 3, phase: 'enter' });
    expect(moveToVersion(old, waiting, to('w', other)).cursor.enteredAt).toBeUndefined();
  });

  it('may exit instead, and says why', () => {
    const { cursor, evidence } = moveOut(old, waiting, 'Exited.');
    expect(cursor).toMatchObject({ nodeId: 'w', phase: 'ended', ending: 'exited' });
    expect(evidence?.reason).toBe('Exited.');
  });

  it('never moves to a trigger, nor to a step that does not exist', () => {
    expect([canMoveTo(fresh, 'w'), canMoveTo(fresh, 't'), canMoveTo(fresh, 'gone')]).toEqual([true, false, false]);
  });
});

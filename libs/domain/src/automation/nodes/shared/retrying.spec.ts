import { describe, expect, it } from '@jest/globals';
import { someId, unloaded } from '../../../../spec-support/nodes.js';
import { type Cursor, type Graph, nodeDefinitions, resume, retryWindows, simulate } from '../../index.js';

const step = (config: object): Graph => ({
  schemaVersion: 1,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'c', kind: 'callUrl', config: { url: 'https://example.com/hook', ...config } },
    { id: 'x', kind: 'exit', config: {} },
  ],
  edges: [
    { source: 't', port: 'next', target: 'c' },
    { source: 'c', port: 'failed', target: 'x' },
  ],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
});
const acting: Cursor = { nodeId: 'c', visit: 2, phase: 'acting', enteredAt: '2027-01-20T10:00:00.000Z' };
const failure = (code: string) => ({ kind: 'effect', ok: false, code, message: 'It failed.', outputs: { status: 503 } }) as const;

describe('a step that calls outside', () => {
  it.each([
    ['sendEmail', { templateId: someId }, 'days3'],
    ['notifyStaff', { subject: 'a', message: 'b' }, 'days3'],
    ['callUrl', { url: 'https://example.com/' }, 'briefly'],
  ] as const)('%s without the setting is retried as before, and needs attention if it fails', (kind, config, usual) => {
    const definition = nodeDefinitions[kind];
    for (const given of [config, { ...config, retryFor: usual }]) {
      const outcome = definition.plan(given, unloaded);
      expect(outcome.kind === 'act' && 'retryFor' in outcome.effect).toBe(false);
      expect(definition.ports(given)).toEqual([{ id: 'next', label: 'then' }]);
    }
    expect(definition.plan({ ...config, retryFor: 'hours2' }, unloaded)).toMatchObject({ effect: { retryFor: 'hours2' } });
    expect(definition.schema.safeParse({ ...config, retryFor: 'weeks9' }).success).toBe(false);
  });

  it('is attempted for 15 minutes, 2 hours, 1 day or 3 days', () => {
    expect(Object.values(retryWindows)).toEqual([900_000, 7_200_000, 86_400_000, 259_200_000]);
  });

  it('that failed needs attention, or continues on the branch for that, where later steps read what it returned', () => {
    expect(resume(step({}), acting, failure('url_unreachable'))).toMatchObject({ kind: 'parked', cursor: acting });
    const moved = resume(step({ onFailure: 'branch' }), acting, failure('url_unreachable'));
    expect(moved).toMatchObject({ kind: 'moved', evidence: { port: 'failed', reason: 'It failed.' } });
    expect(moved.cursor).toMatchObject({ nodeId: 'x', phase: 'enter', outputs: { c: { status: 503 } } });
  });

  it('needs attention in any case if staff have to correct the step', () => {
    for (const code of ['misconfigured', 'mail_unrenderable', 'unexpected'])
      expect(resume(step({ onFailure: 'branch' }), acting, failure(code)).kind).toBe('parked');
  });

  it('takes the failed branch in a preview if that is chosen', () => {
    const event = { id: someId, type: 'tag.added', occurredAt: '2027-01-20T10:00:00.000Z', data: {} } as const;
    const played = (port: string) =>
      simulate(step({ onFailure: 'branch' }), {
        ...{ event, zone: 'UTC', startAt: '2027-01-20T10:00:00.000Z' },
        choices: { c: { port } },
      }).steps.map(({ nodeId, port: taken }) => `${nodeId}:${taken}`);
    expect(played('failed')).toContain('c:failed');
    expect(played('next')).toContain('c:next');
  });
});

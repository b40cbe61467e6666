import { describe, expect, it } from '@jest/globals';
import { type Cursor, type Graph, plan, resume, withEditedCall } from './index.js';

const graph = (method: string): Graph => ({
  schemaVersion: 1,
  nodes: [
    { id: 'c', kind: 'callUrl', config: { method, url: 'https://example.com/a', body: [{ name: 'plan', value: 'basic' }] } },
    { id: 'd', kind: 'callUrl', config: { url: 'https://example.com/b' } },
  ],
  edges: [{ source: 'c', port: 'next', target: 'd' }],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
});
const acting: Cursor = { nodeId: 'c', visit: 2, phase: 'acting', enteredAt: '2027-01-20T10:00:00.000Z' };
const edited = { url: 'https://example.com/fixed', body: [{ name: 'plan', value: 'gold' }] };
const planned = (cursor: Cursor, method = 'POST') => plan(graph(method), cursor, '2027-01-20T10:00:00.000Z', {} as never);

describe('a call that staff edited for one person', () => {
  it('is made as edited under the key of the step, and the timeline shows what was edited', () => {
    expect(planned(withEditedCall(acting, edited))).toMatchObject({
      effect: { kind: 'callUrl', key: 'c:2', url: edited.url, body: edited.body },
      evidence: {
        values: [
          { label: 'Address, edited by staff', actual: edited.url },
          { label: '“plan”, edited by staff', actual: 'gold' },
        ],
      },
    });
    expect(planned(withEditedCall(acting, edited), 'GET')).toMatchObject({ effect: { url: edited.url, body: [] } });
  });

  it('shows it after the call, too, and leaves the next step as it is', () => {
    const { cursor, evidence } = resume(graph('POST'), withEditedCall(acting, edited), { kind: 'effect', ok: true });
    expect(evidence.values).toHaveLength(2);
    expect(cursor).toEqual({ nodeId: 'd', visit: 3, phase: 'enter' });
    expect(planned(cursor)).toMatchObject({ effect: { url: 'https://example.com/b' } });
  });

  it('is made as the step says by a later retry without an edit', () => {
    expect(withEditedCall(withEditedCall(acting, edited), undefined)).toEqual(acting);
  });
});

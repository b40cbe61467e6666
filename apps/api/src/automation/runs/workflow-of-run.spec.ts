import { describe, expect, it } from '@jest/globals';
import { Graph } from '@perennial/domain/automation';
import { workflowOfRun } from './workflow-of-run.js';

const graph: Graph = Graph.parse({
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: {} },
    { id: 'tag', kind: 'addTag', config: {} },
    { id: 'pause', kind: 'waitDuration', config: {} },
    { id: 'mail', kind: 'sendEmail', config: {} },
  ],
  edges: [],
});
const noon = new Date('2027-01-17T12:00:00Z');
const later = new Date('2027-01-18T12:00:00Z');
const at = (nodeId: string, leftAt: Date | null) => ({ nodeId, enteredAt: noon, leftAt });
const home = (state: string, ...visits: ReturnType<typeof at>[]) =>
  workflowOfRun({ id: 'r1', eventId: 'e1', dispatchId: null, grouped: false, groupKey: null, state, graph, visits });

describe('the workflow that shows a run', () => {
  it('belongs to its event’s dispatch until it waits', () => {
    expect(home('running', at('start', noon), at('tag', null))).toBe('dispatch-e1');
    expect(home('completed', at('start', noon), at('tag', noon))).toBe('dispatch-e1');
  });

  it('is its own from the first external effect on', () => {
    expect(home('running', at('start', noon), at('mail', null))).toBe('run-r1');
    expect(home('completed', at('start', noon), at('mail', noon))).toBe('run-r1');
  });

  it('is its own while it waits or needs attention', () => {
    expect(home('waiting', at('start', noon), at('pause', null))).toBe('run-r1');
    expect(home('parked', at('start', noon), at('tag', null))).toBe('run-r1');
  });

  it('stays its own once it has waited; a wait that ended immediately does not count', () => {
    expect(home('completed', at('start', noon), at('pause', later))).toBe('run-r1');
    expect(home('completed', at('start', noon), at('pause', noon))).toBe('dispatch-e1');
  });

  it('is that of its group while it waits in one, and then again the dispatch', () => {
    const grouped = { id: 'r1', eventId: 'e1', dispatchId: 'd1', grouped: true, graph };
    const waiting = [at('start', noon), at('pause', null)];
    expect(workflowOfRun({ ...grouped, groupKey: 'a-202701171300', state: 'waiting', visits: waiting })).toBe(
      'wait-group-a-202701171300',
    );
    const over = { ...grouped, groupKey: null, visits: [at('start', noon), at('pause', later)] };
    expect(workflowOfRun({ ...over, state: 'completed' })).toBe('dispatch-d1');
    expect(workflowOfRun({ ...over, state: 'parked' })).toBe('run-r1');
  });
});

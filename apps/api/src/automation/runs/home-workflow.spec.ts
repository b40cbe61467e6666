import { describe, expect, it } from '@jest/globals';
import { type Graph, graphSchema } from '@perennial/domain/automation';
import { homeWorkflow } from './home-workflow.js';

const graph: Graph = graphSchema.parse({
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
  homeWorkflow({ id: 'r1', eventId: 'e1', state, graph, visits });

describe('the workflow that shows a run', () => {
  it('is its event’s dispatch until it stands still', () => {
    expect(home('running', at('start', noon), at('tag', null))).toBe('dispatch-e1');
    expect(home('completed', at('start', noon), at('tag', noon))).toBe('dispatch-e1');
  });

  it('is its own from the first step that leaves our services on', () => {
    expect(home('running', at('start', noon), at('mail', null))).toBe('run-r1');
    expect(home('completed', at('start', noon), at('mail', noon))).toBe('run-r1');
  });

  it('is its own while it waits or needs attention', () => {
    expect(home('waiting', at('start', noon), at('pause', null))).toBe('run-r1');
    expect(home('parked', at('start', noon), at('tag', null))).toBe('run-r1');
  });

  it('stays its own once it has waited, and a wait that was over at once counts for nothing', () => {
    expect(home('completed', at('start', noon), at('pause', later))).toBe('run-r1');
    expect(home('completed', at('start', noon), at('pause', noon))).toBe('dispatch-e1');
  });
});

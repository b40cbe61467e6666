import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validGraph } from '../../../spec-support/automations.js';
import { applyOperation, checkStructure, type Operation, validate } from '../index.js';

const templateId = '01920000-0000-7000-8000-000000000009';
const ask = { condition: { tests: [{ field: 'node.c.status', operator: 'is', value: 200 }] } };

describe('any operation on any valid graph', () => {
  const name = fc.integer({ min: 0, max: 30 }).map((n) => `n${n}`);
  const port = fc.constantFrom('next', 'yes', 'no', 'a', 'b', 'timeout', 'otherwise', 'past', 'nope');
  const from = fc.record({ nodeId: name, port });
  const node = fc.constantFrom(
    { id: 'new', kind: 'sendEmail' as const, config: { templateId } },
    { id: 'new', kind: 'ifElse' as const, config: ask },
    { id: 'new', kind: 'exit' as const, config: {} },
    { id: 'n3', kind: 'exit' as const, config: {} },
    { id: 'new', kind: 'trigger' as const, config: { eventType: 'tag.added' } },
  );
  const operation: fc.Arbitrary<Operation> = fc.oneof(
    fc.record({ type: fc.constant('addNode' as const), node }),
    fc.record({ type: fc.constant('addNode' as const), node, after: from }),
    fc.record({ type: fc.constant('insertNode' as const), nodeId: fc.oneof(fc.constantFrom('new', 'copy'), name), after: from }),
    fc.record({ type: fc.constant('removeNode' as const), nodeId: name }),
    fc.record({ type: fc.constant('removeNode' as const), nodeId: name, keepPort: port }),
    fc.record({ type: fc.constant('updateConfig' as const), nodeId: name, config: fc.constant({}) }),
    fc.record({ type: fc.constant('removeBranch' as const), nodeId: name, port, config: fc.constant({}) }),
    fc.record({ type: fc.constant('connect' as const), from, target: name }),
    fc.record({ type: fc.constant('disconnect' as const), from }),
    fc.record({ type: fc.constant('duplicateNode' as const), nodeId: name, newId: fc.constantFrom('copy', 'n1') }),
  );
  const structural = [
    'edge_without_source',
    'edge_without_target',
    'edge_from_unknown_port',
    'two_edges_from_port',
    'edge_into_trigger',
    'cycle',
    'duplicate_node',
  ];

  it('leaves no dangling connection, no cycle and no second edge, and does not change its input', () => {
    fc.assert(
      fc.property(validGraph(), fc.array(operation, { minLength: 1, maxLength: 12 }), (valid, operations) => {
        let current = valid;
        for (const each of operations) {
          const before = JSON.stringify(current);
          const result = applyOperation(current, each);
          expect(JSON.stringify(current)).toBe(before);
          if (result.ok) current = result.graph;
        }
        expect(checkStructure(current).filter(({ code }) => structural.includes(code))).toEqual([]);
        expect(validate(JSON.parse(JSON.stringify(current))).some(({ code }) => code === 'not_a_graph')).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

import type { Graph } from '../graph.js';
import { isImmediate, loopsOf, stepsBefore } from '../loops.js';
import { goBackLimits } from '../nodes/goBack/schema.js';
import type { Problem } from './problem.js';

/** The issues of steps that go back: runs must come to an end, and nothing may be repeated at once. */
export function checkLoops(graph: Graph): Problem[] {
  const loops = loopsOf(graph).filter(({ target }) => target !== '');
  const problems = loops.flatMap(({ nodeId, target }): Problem[] => {
    const at = { code: 'setting', nodeId, setting: 'target' } as const;
    if (!stepsBefore(graph, nodeId).includes(target)) {
      const message = 'The step to which this one goes back does not come before it.';
      return [{ ...at, message, fix: 'Choose an earlier step.' }];
    }
    if (!isImmediate(graph, target, nodeId)) return [];
    const message = 'Nothing waits between that step and this one, so everything would be repeated immediately.';
    return [{ ...at, message, fix: 'Add a wait between them.' }];
  });
  const total = loops.reduce((sum, { times }) => sum + times, 0);
  const last = loops.at(-1);
  if (!last || total <= goBackLimits.total) return problems;
  const message = `A journey could go back ${total} times in total. An automation allows ${goBackLimits.total}.`;
  return [
    ...problems,
    { code: 'setting', nodeId: last.nodeId, setting: 'times', message, fix: 'Use fewer times at the steps that go back.' },
  ];
}

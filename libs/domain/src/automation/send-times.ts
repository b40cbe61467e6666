import { own } from '../conditions/own.js';
import type { Graph, GraphNode } from './graph.js';
import { definitionOf, findNode, portsOf, targetOf, triggersOf } from './lookup.js';
import { describeDuration, durationUnits } from './nodes/shared/duration.js';
import { timeoutPort } from './nodes/waitForEvent/schema.js';

/** When an email of an automation is sent. */
export interface SendTime {
  readonly nodeId: string;
  /** “immediately”, “after 2 days”, “3 days before the end date”. */
  readonly when: string;
}

/** A wait on the path to a step: how many days, or the text of its card where that depends on a date. */
type Passed = { readonly days: number } | { readonly words: string };

/** When each email is sent, counted from the trigger along the first path to it, without events that come earlier. */
export function sendTimes(graph: Graph): SendTime[] {
  const reached = new Map<string, readonly Passed[]>();
  const queue = triggersOf(graph).map(({ id }) => ({ id, passed: [] as readonly Passed[] }));
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (reached.has(at.id)) continue;
    reached.set(at.id, at.passed);
    const step = findNode(graph, at.id);
    if (!step) continue;
    for (const { id: port } of portsOf(step)) {
      const target = targetOf(graph, step.id, port);
      if (target !== undefined) queue.push({ id: target, passed: [...at.passed, ...passedAt(step, port)] });
    }
  }
  return graph.nodes.flatMap(({ id, kind }) => {
    const passed = kind === 'sendEmail' ? reached.get(id) : undefined;
    return passed ? [{ nodeId: id, when: described(passed) }] : [];
  });
}

function passedAt(step: GraphNode, port: string): readonly Passed[] {
  if (step.kind === 'waitUntil')
    return [
      {
        words: definitionOf(step)
          .summary(step.config, () => undefined)
          .replace(/^Wait /, ''),
      },
    ];
  const isTimeout = (step.kind === 'waitForEvent' || step.kind === 'waitForCondition') && port === timeoutPort;
  if (step.kind !== 'waitDuration' && !isTimeout) return [];
  const amount = own(step.config, isTimeout ? 'timeoutAmount' : 'amount');
  const unit = durationUnits.find((name) => name === own(step.config, isTimeout ? 'timeoutUnit' : 'unit'));
  if (typeof amount !== 'number' || !unit) return [];
  if (unit === 'days' || unit === 'weeks') return [{ days: unit === 'weeks' ? amount * 7 : amount }];
  return [{ words: describeDuration({ amount, unit }) }];
}

function described(passed: readonly Passed[]): string {
  if (passed.length === 0) return 'immediately';
  const last = passed.at(-1);
  // A date decides by itself when it is sent, however long the waits before it were.
  if (last && 'words' in last && last.words.startsWith('until'))
    return last.words.replace(/^until /, '').replace(/ in (their|the school’s) time zone$/, '');
  const days = passed.reduce((sum, each) => sum + ('days' in each ? each.days : 0), 0);
  const words = passed.flatMap((each) => ('words' in each ? [each.words] : []));
  return `after ${[...(days > 0 ? [describeDuration({ amount: days, unit: 'days' })] : []), ...words].join(' and ')}`;
}

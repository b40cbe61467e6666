import { addMilliseconds, compareInstants, laterOf } from '../calendar/index.js';
import type { Facts } from '../conditions/index.js';
import type { Cursor, Step, VisitEvidence } from './cursor.js';
import { ended, follow, jump } from './cursor-transitions.js';
import { editedEffect, evidenceOfEdit } from './edited-call.js';
import type { EffectBody } from './effects.js';
import { GraphInvariantError } from './errors.js';
import type { Graph, GraphNode } from './graph.js';
import { definitionOf, mainPortOf, nodeOf } from './lookup.js';
import type { NodeOutcome } from './nodes/definition.js';
import type { NodeKind } from './nodes/kinds.js';
import { notRepeated } from './rerun.js';

/**
 * Plans the next step of a run. Pure and total over published graphs: the same graph, cursor, time and facts give the same step.
 * It throws only `GraphInvariantError`, and never for a cursor that this module created.
 *
 * The caller's loop, inside one transaction:
 * 1. `step = plan(graph, cursor, now, facts)`
 * 2. `load` → load `step.facts` into `facts`, again. `pass` → record `step.evidence` as a visit, `cursor = step.next`, again.
 * 3. `act` with an own effect → execute it, `facts = forgetChanged(facts, step.effect)`, then
 * `cursor = resume(graph, step.next, { kind: 'effect', ok: true }).cursor`, record, again.
 * 4. `act` with an external effect, `sleepUntil`, `waitFor`, `ask`, `park` → store `step.next`, return. `finish` → the run has ended.
 *
 * A step is planned again (after a crash, or a retry by an operator) by calling `plan` with the stored cursor: it gives the same
 * step with the same effect key, and a wait keeps the instant it was first given.
 */
export function plan(graph: Graph, cursor: Cursor, now: string, facts: Facts): Step {
  if (cursor.phase === 'ended') {
    if (!cursor.ending) throw new GraphInvariantError('an ended cursor does not say how it ended');
    return { kind: 'finish', reason: cursor.ending };
  }
  const node = nodeOf(graph, cursor.nodeId);
  if (cursor.phase === 'waiting') return planWaiting(graph, node, cursor, now, facts);
  // What a node decided when it was entered must not change because its effect is planned again later.
  const enteredAt = cursor.enteredAt ?? now;
  return toStep(graph, node, cursor, enteredAt, consult(node, cursor, enteredAt, facts));
}

/** The cursor of a run that just entered through a trigger. */
export function start(graph: Graph, triggerNodeId: string, now: string): Cursor {
  const node = nodeOf(graph, triggerNodeId);
  if (node.kind !== 'trigger') throw new GraphInvariantError(`node ${triggerNodeId} is not a trigger`);
  return { nodeId: triggerNodeId, visit: 1, phase: 'enter', enteredAt: now };
}

const consult = (node: GraphNode, cursor: Cursor, now: string, facts: Facts): NodeOutcome =>
  definitionOf(node).plan(node.config, {
    nodeId: node.id,
    visit: cursor.visit,
    now,
    jumps: cursor.jumps?.[node.id] ?? 0,
    facts: { ...facts, outputs: cursor.outputs ?? {} },
  });

function planWaiting(graph: Graph, node: GraphNode, cursor: Cursor, now: string, facts: Facts): Step {
  const { waitUntil, enteredAt } = cursor;
  if (!waitUntil || !enteredAt) throw new GraphInvariantError(`the cursor waits at node ${node.id} without a time`);
  // A held email. Whether it is sent now is decided by whoever carries the step out.
  if (definitionOf(node).family !== 'wait')
    return toStep(graph, node, cursor, enteredAt, consult(node, cursor, enteredAt, facts));
  const isOver = compareInstants(now, waitUntil) >= 0;
  if (node.kind === 'waitForCondition') {
    const outcome = consult(node, cursor, now, facts);
    if (outcome.kind === 'waitFor' && isOver) return timerRang(graph, node, cursor);
    return toStep(graph, node, cursor, enteredAt, outcome.kind === 'waitFor' ? { ...outcome, until: waitUntil } : outcome);
  }
  if (isOver) return timerRang(graph, node, cursor);
  if (node.kind !== 'waitForEvent' && node.kind !== 'approval') {
    const reason = 'Waits until the time is reached.';
    return toStep(graph, node, cursor, enteredAt, { kind: 'sleepUntil', at: waitUntil, reason });
  }
  const outcome = consult(node, cursor, enteredAt, facts);
  // Keep the announced time even if the person's time zone has changed since.
  return toStep(
    graph,
    node,
    cursor,
    enteredAt,
    outcome.kind === 'waitFor' || outcome.kind === 'ask' ? { ...outcome, until: waitUntil } : outcome,
  );
}

const tooLate: Readonly<Partial<Record<NodeKind, string>>> = {
  waitForEvent: 'None of the events happened in time.',
  waitForCondition: 'The condition was not met in time.',
  approval: 'Nobody answered in time.',
};

/** The step after a timer fires. */
export function timerRang(graph: Graph, node: GraphNode, cursor: Cursor): Step & { readonly kind: 'pass' } {
  const { family, mainPort, kind } = definitionOf(node);
  if (family !== 'wait' || mainPort === null) throw new GraphInvariantError(`node ${node.id} does not wait`);
  return pass(graph, node, cursor, mainPort, { port: mainPort, reason: tooLate[kind] ?? 'Wait finished.' });
}

/** A completed visit, and the cursor after it. */
export function pass(
  graph: Graph,
  node: GraphNode,
  cursor: Cursor,
  port: string,
  details: Partial<VisitEvidence>,
): Step & { readonly kind: 'pass' } {
  const evidence = evidenceOf(node, cursor, details);
  return { kind: 'pass', nodeId: node.id, visit: cursor.visit, evidence, next: follow(graph, cursor, port) };
}

/** One row of the timeline. */
export const evidenceOf = (node: GraphNode, cursor: Cursor, details: Partial<VisitEvidence>): VisitEvidence => ({
  nodeId: node.id,
  visit: cursor.visit,
  nodeKind: node.kind,
  port: details.port ?? null,
  reason: details.reason ?? '',
  values: [...(details.values ?? []), ...evidenceOfEdit(cursor)],
});

function toStep(graph: Graph, node: GraphNode, cursor: Cursor, enteredAt: string, outcome: NodeOutcome): Step {
  if (outcome.kind === 'load') return outcome;
  const at = { nodeId: node.id, visit: cursor.visit };
  if (outcome.kind === 'park') {
    const evidence = evidenceOf(node, cursor, { reason: outcome.message });
    return { kind: 'park', ...at, code: outcome.code, message: outcome.message, evidence, next: cursor };
  }
  const { reason, values = [] } = outcome;
  const evidence = evidenceOf(node, cursor, { reason, values });
  const waiting = (waitUntil: string): Cursor => ({ ...cursor, phase: 'waiting', enteredAt, waitUntil });
  switch (outcome.kind) {
    case 'go':
      return pass(graph, node, cursor, outcome.port, { port: outcome.port, reason, values });
    case 'jump':
      return { kind: 'pass', ...at, evidence, next: jump(graph, cursor, outcome.target, enteredAt) };
    case 'act': {
      const port = cursor.skips?.includes(node.id) ? mainPortOf(node) : null;
      if (port !== null) return pass(graph, node, withoutSkip(cursor), port, { port, reason: notRepeated });
      return {
        kind: 'act',
        ...at,
        effect: keyed(editedEffect(outcome.effect, cursor), cursor),
        evidence,
        next: acting(cursor, enteredAt),
      };
    }
    case 'sleepUntil':
      return { kind: 'sleepUntil', ...at, at: outcome.at, reason, evidence, next: waiting(outcome.at) };
    case 'waitFor': {
      const { events, until } = outcome;
      // An event that ended the wait before the run went back does not end it again.
      const lookBackFrom = cursor.jumpedAt
        ? laterOf(outcome.lookBackFrom, addMilliseconds(cursor.jumpedAt, 1))
        : outcome.lookBackFrom;
      return { kind: 'waitFor', ...at, events, until, lookBackFrom, evidence, next: waiting(until) };
    }
    case 'ask': {
      const { role, question, until, remindAt } = outcome;
      return { kind: 'ask', ...at, role, question, until, remindAt, evidence, next: waiting(until) };
    }
    case 'finish':
      return { kind: 'pass', ...at, evidence, next: ended(cursor, 'exited') };
  }
}

const acting = ({ waitUntil: _, ...cursor }: Cursor, enteredAt: string): Cursor => ({ ...cursor, phase: 'acting', enteredAt });
/** A step is skipped once: if the run goes back to it, it is carried out. */
const withoutSkip = (cursor: Cursor): Cursor => ({
  ...cursor,
  skips: cursor.skips?.filter((id) => id !== cursor.nodeId) ?? [],
});

const keyed = (effect: EffectBody, { nodeId, visit }: Cursor) => ({ ...effect, key: `${nodeId}:${visit}` });

import type { Cursor, VisitEvidence } from './cursor.js';
import { ended, enter, withOutputs } from './cursor-transitions.js';
import { GraphInvariantError } from './errors.js';
import type { Graph } from './graph.js';
import { definitionOf, findNode, mainPortOf, nodeOf } from './lookup.js';
import { failedPort, takesFailedBranch } from './nodes/shared/retrying.js';
import { evidenceOf, pass, timerRang } from './plan.js';

/** An outcome that resumes a paused run. */
export type Outcome =
  /** The timer of a wait fired. */
  | { readonly kind: 'timer' }
  /** One of the awaited events happened. */
  | {
      readonly kind: 'event';
      readonly port: string;
      readonly eventId: string;
      readonly eventLabel?: string;
      /** Text for the timeline, if it is more than the event. */
      readonly reason?: string;
      /** Payload of the event: its scalars become the results of the wait. */
      readonly data?: Readonly<Record<string, unknown>>;
    }
  /** The effect was carried out, or will not be: `ok: false` parks the run, unless its step has a branch for that. */
  | {
      readonly kind: 'effect';
      readonly ok: true;
      readonly outputs?: Readonly<Record<string, unknown>> /** Text for the timeline, if it is more than “Done.” */;
      readonly reason?: string;
    }
  | {
      readonly kind: 'effect';
      readonly ok: false;
      readonly code: string;
      readonly message?: string;
      /** What it returned nevertheless, such as the status of a response. */
      readonly outputs?: Readonly<Record<string, unknown>>;
    }
  /** An operator skips the step and continues at `port`, or at the default port. */
  | { readonly kind: 'skip'; readonly port?: string }
  /** An operator, or a published version, moves the person to another node. */
  | { readonly kind: 'route'; readonly nodeId: string }
  /** An exit rule matched, or the run was stopped. */
  | { readonly kind: 'exit'; readonly reason: string }
  /** The goal was reached: the run ends, or continues at the step of the graph. */
  | { readonly kind: 'goal'; readonly reason: string };

/** The position of a run after an outcome, and the row it adds to the timeline. */
export interface Resumption {
  readonly kind: 'moved' | 'parked';
  readonly cursor: Cursor;
  readonly evidence: VisitEvidence;
}

/** Applies an outcome. Plan the returned cursor next. After `parked`, planning it again retries the step. */
export function resume(graph: Graph, cursor: Cursor, outcome: Outcome): Resumption {
  if (cursor.phase === 'ended') throw new GraphInvariantError('the run has ended');
  const node = nodeOf(graph, cursor.nodeId);
  const need = (phase: Cursor['phase']) => {
    if (cursor.phase !== phase)
      throw new GraphInvariantError(`"${outcome.kind}" arrived while the run was in "${cursor.phase}" at ${node.id}`);
  };
  const moved = (port: string, reason: string, from = cursor): Resumption => {
    const { evidence, next } = pass(graph, node, from, port, { port, reason });
    return { kind: 'moved', evidence, cursor: next };
  };
  const left = (reason: string, next: Cursor): Resumption => ({
    kind: 'moved',
    evidence: evidenceOf(node, cursor, { reason }),
    cursor: next,
  });
  const { mainPort } = definitionOf(node);
  const goalStep = graph.goalStep === undefined ? undefined : findNode(graph, graph.goalStep);
  switch (outcome.kind) {
    case 'timer': {
      need('waiting');
      const { evidence, next } = timerRang(graph, node, cursor);
      return { kind: 'moved', evidence, cursor: next };
    }
    case 'event':
      need('waiting');
      return moved(
        outcome.port,
        outcome.reason ?? `“${outcome.eventLabel ?? 'The event'}” happened.`,
        withOutputs(cursor, outcome.data),
      );
    case 'effect':
      need('acting');
      if (!outcome.ok) {
        const reason = outcome.message ?? `The step failed: ${outcome.code}.`;
        if (takesFailedBranch(node, outcome.code)) return moved(failedPort, reason, withOutputs(cursor, outcome.outputs));
        return { kind: 'parked', evidence: evidenceOf(node, cursor, { reason }), cursor };
      }
      if (mainPort === null) throw new GraphInvariantError(`node ${node.id} has no port to continue on`);
      return moved(mainPort, outcome.reason ?? 'Done.', withOutputs(cursor, outcome.outputs));
    case 'skip': {
      const port = outcome.port ?? mainPortOf(node);
      return port === null ? left('Skipped.', ended(cursor, 'completed')) : moved(port, 'Skipped.');
    }
    case 'route':
      return left('Moved to another step.', enter(graph, cursor, outcome.nodeId));
    case 'exit':
      return left(outcome.reason, ended(cursor, 'exited'));
    case 'goal':
      return left(outcome.reason, goalStep ? enter(graph, { ...cursor, goalReached: true }, goalStep.id) : ended(cursor, 'goal'));
  }
}

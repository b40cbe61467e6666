import type { Note, StepGroup } from '../canvas-items.js';
import type { EmailPriority, Entry, ExitRule, Graph, GraphEdge, GraphNode } from '../graph.js';
import type { Scenario } from '../scenarios/scenario.js';

/** The end of a connection that leaves a step. */
export interface PortRef {
  readonly nodeId: string;
  readonly port: string;
}

/** A place on the canvas. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Steps with the connections between them, as copied or exported, and what the canvas shows besides. */
export interface Fragment {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly notes?: readonly Note[];
  readonly groups?: readonly StepGroup[];
}

/**
 * One change of a graph. The caller provides new IDs, so that applying an operation twice gives the same graph. There is no
 * inverse; undo restores the previous graph.
 */
export type Operation =
  /** `after` inserts it after a port, before the step that was connected there. Without it the step is not connected. */
  | { readonly type: 'addNode'; readonly node: GraphNode; readonly after?: PortRef }
  /**
   * Moves a step to a port; the step after that port then follows the moved one. Where the step was before, the connections
   * close. The layout places it.
   */
  | { readonly type: 'insertNode'; readonly nodeId: string; readonly after: PortRef }
  /** Connections to the removed step then lead to the step after it: at `keepPort`, or at its first connected port. */
  | { readonly type: 'removeNode'; readonly nodeId: string; readonly keepPort?: string }
  /** Removes a branch of a step, and the steps that only this branch led to. `config` are the settings without the branch. */
  | { readonly type: 'removeBranch'; readonly nodeId: string; readonly port: string; readonly config: GraphNode['config'] }
  /** Removes the connections of ports that the new settings no longer have. */
  | { readonly type: 'updateConfig'; readonly nodeId: string; readonly config: GraphNode['config'] }
  /** An empty name removes it. */
  | { readonly type: 'renameNode'; readonly nodeId: string; readonly name: string }
  /** Replaces the target of the port. */
  | { readonly type: 'connect'; readonly from: PortRef; readonly target: string }
  | { readonly type: 'disconnect'; readonly from: PortRef }
  /** Null lets the layout place it again. */
  | { readonly type: 'moveNode'; readonly nodeId: string; readonly position: Position | null }
  | { readonly type: 'setEntry'; readonly entry: Entry }
  | { readonly type: 'setExitRules'; readonly exitRules: readonly ExitRule[] }
  /** Without a goal there is no step at which it continues. */
  | { readonly type: 'setGoal'; readonly goal: ExitRule | null }
  /** Where a run continues when it reaches the goal; null ends the run. */
  | { readonly type: 'setGoalStep'; readonly step: string | null }
  /** Null for the normal priority. */
  | { readonly type: 'setEmailPriority'; readonly priority: EmailPriority | null }
  /** Replaces the scenarios, and whether all of them must pass before publishing. */
  | { readonly type: 'setScenarios'; readonly scenarios: readonly Scenario[]; readonly mustPass: boolean }
  /** A copy without connections; without a position, the layout places it. */
  | { readonly type: 'duplicateNode'; readonly nodeId: string; readonly newId: string; readonly position?: Position }
  | { readonly type: 'addNote'; readonly note: Note }
  | { readonly type: 'updateNote'; readonly noteId: string; readonly change: Partial<Omit<Note, 'id'>> }
  | { readonly type: 'removeNote'; readonly noteId: string }
  /** Its steps leave other groups. */
  | { readonly type: 'addGroup'; readonly group: StepGroup }
  | { readonly type: 'renameGroup'; readonly groupId: string; readonly name: string }
  /** The steps stay. */
  | { readonly type: 'removeGroup'; readonly groupId: string }
  /** `ids` gives each step, note and group of the fragment its new id. */
  | {
      readonly type: 'paste';
      readonly fragment: Fragment;
      readonly ids: Readonly<Record<string, string>>;
      readonly offset?: Position;
    };

/** The graph after an operation, or why it was refused. A refused operation changes nothing. */
export type OperationResult = { readonly ok: true; readonly graph: Graph } | { readonly ok: false; readonly reason: string };

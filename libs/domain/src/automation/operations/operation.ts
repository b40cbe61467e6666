import type { Entry, ExitRule, Graph, GraphEdge, GraphNode } from '../graph.js';

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

/** Steps with the connections between them, as copied or exported. */
export interface Fragment {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * One change a person makes to a drawing. New ids come from the caller, so that applying an operation twice gives the same graph.
 * There is no inverse: undo restores the graph from before.
 */
export type Operation =
  /** `after` puts it behind a port; what was behind that port moves behind the new step. Without it the step stands alone. */
  | { readonly type: 'addNode'; readonly node: GraphNode; readonly after?: PortRef }
  /** Puts a step that stands alone behind a port; what was behind that port moves behind the step. The layout places it. */
  | { readonly type: 'insertNode'; readonly nodeId: string; readonly after: PortRef }
  /** What led to the step leads to what came behind it: by `keepPort`, or by its first way out that leads anywhere. */
  | { readonly type: 'removeNode'; readonly nodeId: string; readonly keepPort?: string }
  /** Connections of ways out that the new settings no longer have are removed. */
  | { readonly type: 'updateConfig'; readonly nodeId: string; readonly config: GraphNode['config'] }
  /** Replaces what was behind the port. */
  | { readonly type: 'connect'; readonly from: PortRef; readonly target: string }
  | { readonly type: 'disconnect'; readonly from: PortRef }
  /** Null lets the layout place it again. */
  | { readonly type: 'moveNode'; readonly nodeId: string; readonly position: Position | null }
  | { readonly type: 'setEntry'; readonly entry: Entry }
  | { readonly type: 'setExitRules'; readonly exitRules: readonly ExitRule[] }
  | { readonly type: 'setGoal'; readonly goal: ExitRule | null }
  | { readonly type: 'duplicateNode'; readonly nodeId: string; readonly newId: string }
  /** `ids` gives each step of the fragment its new id. */
  | {
      readonly type: 'paste';
      readonly fragment: Fragment;
      readonly ids: Readonly<Record<string, string>>;
      readonly offset?: Position;
    };

/** The drawing after an operation, or why it was refused; a refused operation changes nothing. */
export type OperationResult = { readonly ok: true; readonly graph: Graph } | { readonly ok: false; readonly reason: string };

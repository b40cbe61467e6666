import type { Graph, NodeKind, Operation, PortRef, Problem } from '@perennial/domain/automation';
import type { Simulation } from '../preview/preview';
import type { Place } from './layout';

/** Whether the draft is saved; `stale` if somebody else changed it. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'stale';

/** Everything that changes while an automation is edited. */
export interface EditorState {
  readonly graph: Graph;
  /** Issues of the graph as it was checked last; checking waits until typing pauses. */
  readonly checked: { readonly graph: Graph; readonly issues: readonly Problem[] };
  readonly saving: SaveState;
  /** The step whose settings are open: the only one picked. */
  readonly selected: string | null;
  /** Every step that copy, cut, delete and drag act on. */
  readonly picked: readonly string[];
  /** Where cards are while they are dragged; the graph changes when they are dropped. */
  readonly moving: Readonly<Record<string, Place>>;
  /** The port at which a step is being added. */
  readonly adding: PortRef | null;
  /** The kind that is dragged from the palette. */
  readonly dragging: NodeKind | null;
  /** An unconnected card is dragged; it can be dropped on a connection. */
  readonly carrying: boolean;
  /** The port from which a connection is being drawn. */
  readonly drawn: PortRef | null;
  readonly previewing: boolean;
  /** The result of the preview that is open. */
  readonly played: Simulation | null;
  /** Applies a change, or returns why it is refused. */
  readonly apply: (operation: Operation) => string | null;
  /** Applies several changes as one step of undo. All or none: returns why if one is refused. */
  readonly applyAll: (operations: readonly Operation[]) => string | null;
  readonly replace: (graph: Graph) => void;
  /** Lets the layout place every card again. */
  readonly tidy: () => void;
  readonly select: (id: string | null) => void;
  readonly pick: (ids: readonly string[]) => void;
  readonly move: (places: Readonly<Record<string, Place>>) => void;
  /** Ends a drag; the cards are back where the graph has them. */
  readonly drop: () => void;
  readonly setSaving: (saving: SaveState) => void;
  readonly setAdding: (port: PortRef | null) => void;
  readonly setDragging: (kind: NodeKind | null) => void;
  readonly setCarrying: (carrying: boolean) => void;
  readonly setDrawn: (port: PortRef | null) => void;
  readonly setPreviewing: (previewing: boolean) => void;
  readonly setPlayed: (played: Simulation | null) => void;
}

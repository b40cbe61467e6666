import type { Graph, NodeKind, Operation, PortRef, Problem } from '@perennial/domain/automation';
import type { Simulation } from '../preview/preview';
import type { Held } from './flow-types';

/** Whether the draft is saved; `stale` if someone else changed it. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'stale';

/** Everything that changes while an automation is edited. */
export interface EditorState {
  readonly graph: Graph;
  /** Issues of the graph as it was checked last; checking waits until typing pauses. */
  readonly checked: { readonly graph: Graph; readonly issues: readonly Problem[] };
  readonly saving: SaveState;
  /** The step or note whose settings are open, if it is the only one selected. */
  readonly selected: string | null;
  /** Every step and note that copy, cut, delete and drag act on. */
  readonly picked: readonly string[];
  /** Where cards are while they are dragged; the graph changes when they are dropped. */
  readonly moving: Readonly<Record<string, Held>>;
  /** The port at which a step is being added. */
  readonly adding: PortRef | null;
  /** The kind that is dragged from the palette. */
  readonly dragging: NodeKind | null;
  /** Where a drop would insert what is being dragged; null beside all connections. */
  readonly aim: PortRef | null;
  /** A step that was just added, and the settings that were edited since: the others do not show yet that they are empty. */
  readonly fresh: { readonly nodeId: string; readonly edited: ReadonlySet<string> } | null;
  /** The port from which a connection is being drawn. */
  readonly drawn: PortRef | null;
  /** The connection under the mouse or with keyboard focus, by its ID. */
  readonly hovered: string | null;
  /** The menu that a right click opened, at a point of the screen. */
  readonly menu: { readonly x: number; readonly y: number } | null;
  readonly previewing: boolean;
  /** The result of the preview that is open. */
  readonly played: Simulation | null;
  /** Applies a change, or returns why it is refused. */
  readonly apply: (operation: Operation) => string | null;
  /** Applies several changes as one undo step. Applies all or none, and returns the reason if one is refused. */
  readonly applyAll: (operations: readonly Operation[]) => string | null;
  readonly replace: (graph: Graph) => void;
  /** Shows the graph that another person saved. It cannot be undone, because undo is for changes made here. */
  readonly load: (graph: Graph) => void;
  /** Lets the layout place every card again. */
  readonly tidy: () => void;
  readonly select: (id: string | null) => void;
  readonly pick: (ids: readonly string[]) => void;
  readonly move: (places: Readonly<Record<string, Held>>) => void;
  /** Ends a drag. The cards return to their positions in the graph. */
  readonly drop: () => void;
  readonly setSaving: (saving: SaveState) => void;
  readonly setAdding: (port: PortRef | null) => void;
  readonly setDragging: (kind: NodeKind | null) => void;
  readonly setAim: (aim: PortRef | null) => void;
  readonly setFresh: (fresh: EditorState['fresh']) => void;
  readonly setDrawn: (port: PortRef | null) => void;
  readonly setHovered: (link: string | null) => void;
  readonly setMenu: (menu: EditorState['menu']) => void;
  readonly setPreviewing: (previewing: boolean) => void;
  readonly setPlayed: (played: Simulation | null) => void;
}

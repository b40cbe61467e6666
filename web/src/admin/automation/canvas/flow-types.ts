import type { IconName, NodeFamily, Note } from '@perennial/domain/automation';
import type { Edge, Node } from '@xyflow/react';
import type { Lane } from './layout';

/** A difference between two versions, at the card of a step. */
export type StepMark = 'added' | 'removed' | 'changed';

/** Data of a card. Values are compared by identity, so each is a primitive or keeps its identity. */
export interface StepData extends Record<string, unknown> {
  readonly family: NodeFamily;
  readonly icon: IconName;
  /** The name that staff gave the step, or else its kind. */
  readonly label: string;
  readonly summary: string;
  /** IDs of the ports in the order in which they appear on the card. */
  readonly ports: readonly string[];
  /** Who can enter, when people exit, and the goal: below the first trigger. */
  readonly rules: readonly string[] | undefined;
  readonly problem: string | undefined;
  /** How many contacts are at this step now, and how many of them need attention. */
  readonly people: number | undefined;
  readonly parked: number | undefined;
  /** How many contacts wait before this step because staff hold it; undefined if they do not. */
  readonly held: number | undefined;
  /** The earlier step at which a journey continues, for a step that goes back. */
  readonly back: string | undefined;
  /** How it differs from the same step of another version. */
  readonly change: StepMark | undefined;
  /** On the path of a run or a preview: what is shown about the visit. Without one: how many people passed, if a period is chosen. */
  readonly visited: string | undefined;
  readonly current: boolean;
  readonly dim: boolean;
  /** The connection being drawn may end here. */
  readonly legal: boolean;
}

/** An unconnected port, where a step can be added. */
export interface OpenData extends Record<string, unknown> {
  readonly source: string;
  readonly port: string;
}

/** What a connection shows. */
export interface LinkData extends Record<string, unknown> {
  readonly source: string;
  readonly port: string;
  /** The label of the port; empty if the step has only one. */
  readonly label: string;
  readonly open: boolean;
  /** Where it goes down between its ends; absent if one of them was moved by hand. */
  readonly lane?: Lane;
  /** No other connection ends at the same card: the label is placed there. */
  readonly alone: boolean;
  /** Another connection has the same two ends: their labels are on either side of the middle. */
  readonly twin: boolean;
  /** Whether it is on the path that is shown; undefined if none is. */
  readonly onPath?: boolean;
  /** How many people took it within the chosen period; undefined if none is chosen. */
  readonly passed?: number;
}

/** What a note shows. */
export interface NoteData extends Pick<Note, 'text' | 'colour'>, Record<string, unknown> {}

export type StepNode = Node<StepData, 'step'>;
export type NoteNode = Node<NoteData, 'note'>;
export type OpenNode = Node<OpenData, 'open'>;
export type FlowNode = StepNode | OpenNode | NoteNode;
export type FlowEdge = Edge<LinkData, 'link'>;

/** What React Flow draws. */
export interface Flow {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/** The path of a run or a preview. */
export interface FlowPath {
  /** What is shown about each visited step, by ID. */
  readonly visited: ReadonlyMap<string, string>;
  /** IDs of the connections taken. */
  readonly links: ReadonlySet<string>;
  readonly current: string | null;
}

/** A card or note that the mouse holds. */
export interface Held {
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
}

/** What a canvas shows besides its graph. */
export interface Marks {
  readonly picked?: readonly string[];
  /** Where cards and notes are while they are dragged, and how large notes are while they are resized. */
  readonly moving?: Readonly<Record<string, Held>>;
  /** Messages by step. */
  readonly problems?: ReadonlyMap<string, string>;
  /** How many contacts are at each step now. */
  readonly counts?: ReadonlyMap<string, { readonly people: number; readonly parked: number; readonly held: number }>;
  /** Steps that staff hold. */
  readonly holds?: ReadonlySet<string>;
  /** How many people took each connection within the chosen period, by its ID, and left each step. */
  readonly passed?: { readonly links: ReadonlyMap<string, number>; readonly steps: ReadonlyMap<string, number> };
  readonly path?: FlowPath;
  /** Steps that differ from those of another version. */
  readonly changes?: ReadonlyMap<string, StepMark>;
  /** While a connection is drawn: where it begins, and the steps at which it may end. */
  readonly legal?: { readonly source: string; readonly targets: ReadonlySet<string> };
}

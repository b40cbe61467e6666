import { definitionOf, type Graph, type GraphEdge, type GraphNode, type NodeFamily, portsOf } from '@perennial/domain/automation';
import { type Names } from '@perennial/domain/conditions';
import type { Edge, Node } from '@xyflow/react';
import { layOut, type Place } from './layout';

/** What a card shows. */
export interface StepData extends Record<string, unknown> {
  readonly step: GraphNode;
  readonly family: NodeFamily;
  readonly icon: string;
  readonly label: string;
  readonly summary: string;
  readonly ports: readonly string[];
}

/** A way out that leads nowhere yet: a place to add a step. */
export interface OpenData extends Record<string, unknown> {
  readonly source: string;
  readonly port: string;
}

export interface LinkData extends Record<string, unknown> {
  readonly source: string;
  readonly port: string;
  /** In words; empty where there is one way out only. */
  readonly label: string;
  readonly open: boolean;
  /** Where it goes down beside the cards between its ends. */
  readonly lane?: number;
  /** No other connection ends where this one does: its label stands there. */
  readonly alone: boolean;
  /** Another connection has the same two ends: their labels stand on either side of the middle. */
  readonly twin: boolean;
}

export type StepNode = Node<StepData, 'step'>;
export type OpenNode = Node<OpenData, 'open'>;
export type FlowNode = StepNode | OpenNode;
export type FlowEdge = Edge<LinkData, 'link'>;

export interface Flow {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/** Size of a card; fixed, so that the layout needs no measuring. */
export const cardSize = { width: 272, height: 76 } as const;
export const openSize = { width: 28, height: 28 } as const;
const openDistance = 60;

const openId = (source: string, port: string): string => `open:${source}:${port}`;

/** A graph as the canvas draws it. `editable` adds the places where a step can be added. */
export function toFlow(graph: Graph, names: Names, editable: boolean): Flow {
  const edges: FlowEdge[] = [];
  const open: OpenNode[] = [];
  const arriving = new Map<string, number>();
  for (const { target } of graph.edges) arriving.set(target, (arriving.get(target) ?? 0) + 1);
  const taken = new Map(graph.edges.map((edge) => [`${edge.source}:${edge.port}`, edge.target]));
  for (const step of graph.nodes) {
    const ports = portsOf(step);
    for (const { id: port, label } of ports) {
      const words = ports.length > 1 ? label : '';
      const target = taken.get(`${step.id}:${port}`);
      if (target !== undefined)
        edges.push(
          link(step.id, port, target, {
            label: words,
            open: false,
            alone: arriving.get(target) === 1,
            twin: graph.edges.some((edge) => edge.source === step.id && edge.target === target && edge.port !== port),
          }),
        );
      else if (editable) {
        const id = openId(step.id, port);
        open.push({
          id,
          type: 'open',
          position: { x: 0, y: 0 },
          data: { source: step.id, port },
          draggable: false,
          selectable: false,
          ...openSize,
        });
        edges.push(link(step.id, port, id, { label: words, open: true, alone: true, twin: false }));
      }
    }
  }
  const steps = graph.nodes.map((step) => card(step, names));
  const loose = looseSteps(graph);
  const laidOut = [...steps, ...open].filter((node) => !loose.has(node.type === 'step' ? node.id : node.data.source));
  const { places, lanes } = layOut(
    laidOut.map(({ id, type }) => ({ id, ...(type === 'open' ? openSize : cardSize) })),
    edges,
  );
  const nodes = [...steps, ...open].map((node) => ({ ...node, position: placeOf(node, places, graph) }));
  // What was put elsewhere by hand has cards of its own in between, which no layout knows of.
  const moved = new Set(graph.nodes.flatMap(({ id, position }) => (position ? [id] : [])));
  const inLanes = edges.map((edge): FlowEdge => {
    const { data } = edge;
    const lane = lanes.get(edge.id);
    if (lane === undefined || !data || moved.has(edge.source) || moved.has(edge.target)) return edge;
    return { ...edge, data: { ...data, lane } };
  });
  return { nodes: nodes.map((node) => (node.type === 'step' ? portsInOrder(node, nodes, edges) : node)), edges: inLanes };
}

/** Cards that somebody laid beside the rest: they take no room in it, so that nothing else moves. */
function looseSteps(graph: Graph): ReadonlySet<string> {
  const connected = new Set(graph.edges.flatMap(({ source, target }) => [source, target]));
  return new Set(graph.nodes.filter(({ id, position }) => position && !connected.has(id)).map(({ id }) => id));
}

function below(step: GraphNode, port: string, { x, y }: Place): Place {
  const ports = portsOf(step);
  const along = (ports.findIndex(({ id }) => id === port) + 1) / (ports.length + 1);
  return { x: Math.round(x + cardSize.width * along - openSize.width / 2), y: y + cardSize.height + openDistance };
}

function placeOf(node: FlowNode, places: ReadonlyMap<string, Place>, graph: Graph): Place {
  const automatic = places.get(node.id) ?? { x: 0, y: 0 };
  if (node.type === 'step') return node.data.step.position ?? automatic;
  // An open end keeps its distance to its card when the card was put elsewhere by hand.
  const source = graph.nodes.find(({ id }) => id === node.data.source);
  const before = places.get(node.data.source);
  if (!source?.position) return automatic;
  if (!before) return below(source, node.data.port, source.position);
  return { x: automatic.x + source.position.x - before.x, y: automatic.y + source.position.y - before.y };
}

function card(step: GraphNode, names: Names): StepNode {
  const { family, icon, label, summary } = definitionOf(step);
  return {
    id: step.id,
    type: 'step',
    position: { x: 0, y: 0 },
    data: { step, family, icon, label, summary: summary(step.config, names), ports: portsOf(step).map(({ id }) => id) },
    ...cardSize,
  };
}

/** Ways out stand on a card in the order of what is behind them, so that no two cross right below it. */
function portsInOrder(node: StepNode, nodes: readonly FlowNode[], edges: readonly FlowEdge[]): StepNode {
  const middle = (port: string): number => {
    const edge = edges.find(({ source, sourceHandle }) => source === node.id && sourceHandle === port);
    const target = nodes.find(({ id }) => id === edge?.target);
    return target ? target.position.x + (target.width ?? 0) / 2 : 0;
  };
  const ports = node.data.ports.length < 2 ? node.data.ports : [...node.data.ports].sort((a, b) => middle(a) - middle(b));
  return { ...node, data: { ...node.data, ports } };
}

const link = (
  source: string,
  port: string,
  target: string,
  more: Pick<LinkData, 'label' | 'open' | 'alone' | 'twin'>,
): FlowEdge => ({
  id: `${source}:${port}:${target}`,
  type: 'link',
  source,
  sourceHandle: port,
  target,
  data: { source, port, ...more },
  selectable: false,
  focusable: false,
  // Taken at its end it can be led elsewhere; at its beginning the port is taken.
  reconnectable: more.open ? false : 'target',
});

/** What a drawing means: the graph's steps and connections, without anything of the canvas. */
export function fromFlow(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): Pick<Graph, 'nodes' | 'edges'> {
  return {
    nodes: nodes.flatMap((node) => (node.type === 'step' ? [node.data.step] : [])),
    edges: edges.flatMap((edge): GraphEdge[] =>
      edge.data && !edge.data.open ? [{ source: edge.source, port: edge.data.port, target: edge.target }] : [],
    ),
  };
}

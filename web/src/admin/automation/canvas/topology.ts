import { type Graph, sendsMarketing } from '@perennial/domain/automation';
import { cardOf } from './card';
import type { FlowEdge } from './flow-types';
import { type Layout, layOut } from './layout';
import { cardHeight, rulesOf, type SchoolLimits, titleTrigger } from './rules';
import { cardSize, labelSize, labelWithToolsSize, openSize } from './sizes';

/** A port without a connection: a place to add a step. */
export interface OpenPort {
  readonly id: string;
  readonly source: string;
  readonly port: string;
}

/** Everything about a drawing that the settings and positions of its steps do not change. */
export interface Topology {
  readonly open: readonly OpenPort[];
  readonly edges: readonly FlowEdge[];
  readonly layout: Layout;
}

/** Equal for two graphs with the same steps, ports and connections. */
export const topologyKey = (graph: Graph, limits: SchoolLimits = null): string =>
  [
    ...graph.nodes.map((step) => cardOf(step).shape),
    ...graph.edges.map(({ source, port, target }) => `${source}:${port}:${target}`),
    ...looseSteps(graph),
    // The rules of the automation take place below its first trigger.
    graph.exitRules.length > 0,
    graph.goal !== null,
    limits !== null && sendsMarketing(graph),
  ].join('\n');

/** Connections, open ports and the layout of a graph. Slow: see {@link topologyKey}. */
export function topologyOf(graph: Graph, editable: boolean, layOutBoxes = layOut, limits: SchoolLimits = null): Topology {
  const open: OpenPort[] = [];
  const edges: FlowEdge[] = [];
  const arriving = new Map<string, number>();
  const between = new Map<string, number>();
  for (const { source, target } of graph.edges) {
    arriving.set(target, (arriving.get(target) ?? 0) + 1);
    between.set(`${source}:${target}`, (between.get(`${source}:${target}`) ?? 0) + 1);
  }
  const taken = new Map(graph.edges.map((edge) => [`${edge.source}:${edge.port}`, edge.target]));
  for (const step of graph.nodes) {
    const { ports } = cardOf(step);
    for (const { id: port, label: portLabel } of ports) {
      const label = ports.length > 1 ? portLabel : '';
      const target = taken.get(`${step.id}:${port}`);
      if (target !== undefined) {
        const twin = (between.get(`${step.id}:${target}`) ?? 0) > 1;
        edges.push(link(step.id, port, target, { label, open: false, alone: arriving.get(target) === 1, twin }));
      } else if (editable) {
        const id = `open:${step.id}:${port}`;
        open.push({ id, source: step.id, port });
        edges.push(link(step.id, port, id, { label, open: true, alone: true, twin: false }));
      }
    }
  }
  const loose = looseSteps(graph);
  const first = titleTrigger(graph)?.id;
  const boxes = [
    ...graph.nodes
      .filter(({ id }) => !loose.has(id))
      .map(({ id }) => ({ id, width: cardSize.width, height: cardHeight(id === first ? rulesOf(graph, limits) : undefined) })),
    ...open.filter(({ source }) => !loose.has(source)).map(({ id }) => ({ id, ...openSize })),
  ];
  const tools = editable ? labelWithToolsSize : labelSize;
  const links = edges.map(({ id, source, target, data }) => ({
    ...{ id, source, target },
    space: data?.label ? (data.open ? labelSize : tools) : undefined,
  }));
  return { open, edges, layout: layOutBoxes(boxes, links, first) };
}

/** Cards that were placed by hand beside the rest. The layout ignores them, so that nothing else moves. */
function looseSteps(graph: Graph): ReadonlySet<string> {
  const connected = new Set(graph.edges.flatMap(({ source, target }) => [source, target]));
  return new Set(graph.nodes.filter(({ id, position }) => position && !connected.has(id)).map(({ id }) => id));
}

const link = (
  source: string,
  port: string,
  target: string,
  more: Pick<NonNullable<FlowEdge['data']>, 'label' | 'open' | 'alone' | 'twin'>,
): FlowEdge => ({
  id: `${source}:${port}:${target}`,
  type: 'link',
  source,
  sourceHandle: port,
  target,
  data: { source, port, ...more },
  selectable: false,
  focusable: false,
  // The end of a connection can be moved to another card; the beginning belongs to its port.
  reconnectable: more.open ? false : 'target',
});

import { mapTags } from '../conditions/index.js';

/** How a graph uses a tag: a step adds it, or something refers to it. */
type TagUse = 'added' | 'named';

/** A graph, complete or not, in which every tag of its steps, conditions, exits and goal is replaced by what `map` returns. */
export function mapGraphTags<G extends { readonly nodes: readonly unknown[] }>(
  graph: G,
  map: (tag: string, use: TagUse) => string,
): G {
  const mapped = mapTags(graph, (tag) => map(tag, 'named'));
  return { ...mapped, nodes: mapped.nodes.map((node) => mapNode(node, map)) };
}

function mapNode(node: unknown, map: (tag: string, use: TagUse) => string): unknown {
  if (typeof node !== 'object' || node === null || !('kind' in node) || !('config' in node)) return node;
  const { kind, config } = node;
  if ((kind !== 'addTag' && kind !== 'removeTag') || typeof config !== 'object' || config === null || !('tag' in config))
    return node;
  if (typeof config.tag !== 'string' || config.tag.trim() === '') return node;
  return { ...node, config: { ...config, tag: map(config.tag, kind === 'addTag' ? 'added' : 'named') } };
}

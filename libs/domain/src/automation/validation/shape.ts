import type { z } from 'zod';
import { own } from '../../conditions/own.js';
import { Graph, graphLimits } from '../graph.js';
import { isNodeKind } from '../nodes/kinds.js';
import type { Problem } from './problem.js';

/** Reads untrusted JSON as a graph. Returns a well-formed graph, or the reasons why it is not one. */
export function parseGraph(value: unknown): { readonly graph: Graph } | { readonly problems: Problem[] } {
  const hazard = findHazard(value);
  if (hazard) return { problems: [hazard] };
  const parsed = Graph.safeParse(value);
  if (parsed.success) return { graph: parsed.data };
  return { problems: parsed.error.issues.slice(0, 100).map((issue) => toProblem(issue, value)) };
}

const unsafeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Walks without recursion, so that a hostile document can neither overflow the stack nor take too long. */
function findHazard(value: unknown): Problem | null {
  const stack: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let characters = 0;
  let visited = 0;
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    visited++;
    if (typeof entry.value === 'string') characters += entry.value.length;
    if (entry.depth > graphLimits.depth || visited > 200_000 || characters > 5_000_000) return tooLarge;
    if (typeof entry.value !== 'object' || entry.value === null) continue;
    for (const key of Object.keys(entry.value)) {
      if (unsafeKeys.has(key)) return unsafe(key);
      stack.push({ value: own(entry.value, key), depth: entry.depth + 1 });
    }
  }
  return tooManyCharacters(value) ? tooLarge : null;
}

/** The settings of one step are bounded too, so that a thousand of them stay quick to load. */
function tooManyCharacters(value: unknown): boolean {
  const nodes = own(value, 'nodes');
  if (!Array.isArray(nodes)) return false;
  if (nodes.length > graphLimits.nodes) return true;
  return nodes.some((node) => (JSON.stringify(own(node, 'config')) ?? '').length > graphLimits.configCharacters);
}

const tooLarge: Problem = {
  code: 'too_large',
  message: `The automation is too large. It can have at most ${graphLimits.nodes} steps, and no very large settings.`,
  fix: 'Split it into several automations.',
};

const unsafe = (key: string): Problem => ({
  code: 'unsafe_content',
  message: `The automation contains a field named “${key}”, which is not allowed.`,
  fix: 'Remove that field.',
});

function toProblem(issue: z.core.$ZodIssue, value: unknown): Problem {
  const [list, index, part] = issue.path;
  const at = typeof index === 'number' ? own(own(value, String(list)), String(index)) : null;
  const id = own(at, 'id');
  const nodeId = list === 'nodes' && typeof id === 'string' ? id : undefined;
  if (nodeId && part === 'kind' && !isNodeKind(own(at, 'kind'))) {
    return {
      code: 'unknown_kind',
      nodeId,
      message: 'This kind of step is unknown.',
      fix: 'Delete the step and add another one.',
    };
  }
  if (list === 'entry') return { code: 'entry_key', message: issue.message, fix: 'Open the entry settings.' };
  const place = issue.path.join('.') || 'the whole';
  return {
    code: 'not_a_graph',
    ...(nodeId && { nodeId }),
    message: `The automation cannot be read at “${place}”: ${issue.message}`,
    fix: 'Export it again and import the new file.',
  };
}

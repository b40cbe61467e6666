import { z } from 'zod';
import { always, Condition } from '../conditions/index.js';
import { awaitableEventTypes } from '../events/catalogue.js';
import { CanvasItems, Coordinate, GraphId as nodeId } from './canvas-items.js';
import { nodeKinds } from './nodes/kinds.js';
import { propertyName } from './same-record.js';
import { Scenarios } from './scenarios/scenario.js';

/** How large a graph may be. */
export const graphLimits = { nodes: 1000, edges: 4000, exitRules: 20, configCharacters: 50_000, depth: 16 } as const;

const portId = z.string().regex(/^[A-Za-z0-9][\w-]{0,31}$/);

/** The longest name of a step. */
export const longestStepName = 60;

/** A step as stored. Its settings belong to its kind and are checked by that kind's schema. */
export const GraphNode = z.object({
  id: nodeId,
  kind: z.enum(nodeKinds),
  /** What staff call the step. Without it, the step is called after its kind. */
  name: z.string().trim().min(1).max(longestStepName).optional(),
  config: z.record(z.string().max(100), z.unknown()).default({}),
  position: z.object({ x: Coordinate, y: Coordinate }).optional(),
});
export type GraphNode = z.output<typeof GraphNode>;

/** From a port of one step to another step. */
export const GraphEdge = z.object({ source: nodeId, port: portId, target: nodeId });
export type GraphEdge = z.output<typeof GraphEdge>;

/** An event that makes people exit immediately, at any step. */
export const ExitRule = z.object({
  eventType: z.enum(awaitableEventTypes),
  filters: Condition.default(always),
  /** Only if it is about the membership or course that the run started with. */
  sameRecord: z.boolean().default(true),
  /** Only if this property or field has the value it had when the run started. */
  sameProperty: z.string().regex(propertyName).nullish(),
});
export type ExitRule = z.output<typeof ExitRule>;

/** Entry rules: who can enter, and how often. */
export const Entry = z
  .object({
    policy: z.enum(['every_event', 'once_per_contact', 'one_at_a_time', 'once_per_key']).default('every_event'),
    /** Field of the event for `once_per_key`. Each of its values can enter once: `membershipId`, `properties.orderId`. */
    key: z
      .string()
      .regex(/^[A-Za-z]\w{0,99}(\.[\w-]{1,100})?$/)
      .optional(),
  })
  .refine(({ policy, key }) => policy !== 'once_per_key' || key !== undefined, {
    path: ['key'],
    error: 'Choose a field.',
  });
export type Entry = z.output<typeof Entry>;

/** Which of the held marketing emails of a person goes first. Without one, the priority is normal. */
export const EmailPriority = z.enum(['high', 'low']);
export type EmailPriority = z.output<typeof EmailPriority>;

/** The stored graph: no canvas fields except an optional position, notes and groups. */
export const Graph = z.object({
  schemaVersion: z.literal(1),
  nodes: z.array(GraphNode).max(graphLimits.nodes),
  edges: z.array(GraphEdge).max(graphLimits.edges),
  entry: Entry.prefault({}),
  exitRules: z.array(ExitRule).max(graphLimits.exitRules).default([]),
  goal: ExitRule.nullable().default(null),
  /** Where a run continues when it reaches the goal, once. Without it, the run ends. */
  goalStep: nodeId.optional(),
  /** The priority of its marketing emails, if it is not normal. */
  emailPriority: EmailPriority.optional(),
  /** Tests of the draft. Published versions have none. */
  scenarios: Scenarios.optional(),
  /** Whether publishing is refused while a scenario fails. */
  scenariosMustPass: z.boolean().optional(),
  /** Notes and groups. They are not a change to publish. */
  canvas: CanvasItems.optional(),
});
export type Graph = z.output<typeof Graph>;

/** The ID of an edge. A port has at most one edge. */
export const edgeId = ({ source, port }: Pick<GraphEdge, 'source' | 'port'>): string => `${source}:${port}`;

/** A graph without any step. */
export const emptyGraph: Graph = {
  schemaVersion: 1,
  nodes: [],
  edges: [],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};

import { z } from 'zod';
import { always, conditionSchema } from '../conditions/index.js';
import { publicEventTypes } from '../events/catalogue.js';
import { nodeKinds } from './nodes/kinds.js';
import { propertyName } from './same-record.js';

/** How large a graph may be. */
export const graphLimits = { nodes: 1000, edges: 4000, exitRules: 20, configCharacters: 50_000, depth: 16 } as const;

const nodeId = z.string().regex(/^[A-Za-z0-9][\w-]{0,63}$/, { error: 'Use letters, digits, dashes and underscores.' });
const portId = z.string().regex(/^[A-Za-z0-9][\w-]{0,31}$/);
const coordinate = z.number().min(-1_000_000).max(1_000_000);

/** A step as stored. Its settings belong to its kind and are checked by that kind's schema. */
export const nodeSchema = z.object({
  id: nodeId,
  kind: z.enum(nodeKinds),
  config: z.record(z.string().max(100), z.unknown()).default({}),
  position: z.object({ x: coordinate, y: coordinate }).optional(),
});

/** From a port of one step to another step. */
export const edgeSchema = z.object({ source: nodeId, port: portId, target: nodeId });

/** An event that makes people exit immediately, at any step. */
export const exitRuleSchema = z.object({
  eventType: z.enum(publicEventTypes),
  filters: conditionSchema.default(always),
  /** Only if it is about the membership or course that the run started with. */
  sameRecord: z.boolean().default(true),
  /** Only if this property has the value it had when the run started; custom events only. */
  sameProperty: z.string().regex(propertyName).nullish(),
});

/** Entry rules: who can enter, and how often. */
export const entrySchema = z
  .object({
    policy: z.enum(['every_event', 'once_per_contact', 'one_at_a_time', 'once_per_key']).default('every_event'),
    /** Field of the event whose value may enter once, for `once_per_key`: `membershipId`, `properties.orderId`. */
    key: z
      .string()
      .regex(/^[A-Za-z]\w{0,99}(\.[\w-]{1,100})?$/)
      .optional(),
  })
  .refine(({ policy, key }) => policy !== 'once_per_key' || key !== undefined, {
    path: ['key'],
    error: 'Choose a field.',
  });

/** The stored graph: no canvas fields except an optional position. */
export const graphSchema = z.object({
  schemaVersion: z.literal(1),
  nodes: z.array(nodeSchema).max(graphLimits.nodes),
  edges: z.array(edgeSchema).max(graphLimits.edges),
  entry: entrySchema.prefault({}),
  exitRules: z.array(exitRuleSchema).max(graphLimits.exitRules).default([]),
  goal: exitRuleSchema.nullable().default(null),
});

/** An automation as drawn. */
export type Graph = z.output<typeof graphSchema>;
/** One step of a graph. */
export type GraphNode = z.output<typeof nodeSchema>;
/** One connection of a graph. */
export type GraphEdge = z.output<typeof edgeSchema>;
/** Who may enter. */
export type Entry = z.output<typeof entrySchema>;
/** An exit rule; a goal has the same shape. */
export type ExitRule = z.output<typeof exitRuleSchema>;

/** The name of an edge: each port has one at most. */
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

import type { z } from 'zod';
import type { Condition, Evidence, FactKey, Facts, FieldScope, Names, OutputField } from '../../conditions/index.js';
import type { EventType } from '../../events/catalogue.js';
import type { StaffAudience } from '../../identity/staff-role.js';
import type { EffectBody } from '../effects.js';
import { GraphInvariantError } from '../errors.js';
import type { SameValues } from '../same-record.js';
import { type FormField, formFields } from './form.js';
import type { NodeKind } from './kinds.js';

/** The purpose of a node, which decides its colour and its place in the picker. */
export type NodeFamily = 'when' | 'wait' | 'decide' | 'act' | 'end';

/** Tabler icons that the canvas has. A new kind with another icon does not compile until the canvas has it, too. */
export type IconName =
  | 'arrows-shuffle'
  | 'arrows-split-2'
  | 'bolt'
  | 'calendar-time'
  | 'certificate'
  | 'certificate-off'
  | 'credit-card'
  | 'door-exit'
  | 'ear'
  | 'filter-check'
  | 'forms'
  | 'hourglass'
  | 'lock'
  | 'lock-open'
  | 'mail'
  | 'note'
  | 'player-play'
  | 'player-stop'
  | 'repeat'
  | 'sitemap'
  | 'speakerphone'
  | 'tag'
  | 'tag-off'
  | 'user-check'
  | 'world-upload';

/** An output port of a node. */
export interface Port {
  readonly id: string;
  /** Shown on the canvas: "paid", "not within 7 days". */
  readonly label: string;
  /** What a list of branches calls it. Without it, the list says “If” and the label. */
  readonly name?: string;
  /** A step must follow this port. At any other port, a missing edge ends the run. */
  readonly required?: boolean;
}

/** One awaited event of a wait. */
export interface AwaitedEvent {
  readonly port: string;
  readonly eventType: EventType;
  readonly filters: Condition;
  /** Values that the event must have: the membership, course or order that the run is about. */
  readonly same: SameValues;
}

/** The input of a node's `plan`. */
export interface VisitContext {
  readonly nodeId: string;
  readonly visit: number;
  readonly now: string;
  /** How often the step has sent this run back; absent for never. */
  readonly jumps?: number;
  readonly facts: Facts;
}

/** The outcome of a node's `plan`. The planner turns it into a step. */
export type NodeOutcome =
  | { readonly kind: 'load'; readonly facts: readonly FactKey[] }
  | ({ readonly kind: 'go'; readonly port: string } & Because)
  /** The run continues at an earlier step. */
  | ({ readonly kind: 'jump'; readonly target: string } & Because)
  | ({ readonly kind: 'sleepUntil'; readonly at: string } & Because)
  | ({
      readonly kind: 'waitFor';
      readonly events: readonly AwaitedEvent[];
      readonly until: string;
      readonly lookBackFrom: string;
    } & Because)
  | ({
      readonly kind: 'ask';
      readonly role: StaffAudience;
      readonly question: string;
      readonly until: string;
      readonly remindAt: string | null;
    } & Because)
  | ({ readonly kind: 'act'; readonly effect: EffectBody } & Because)
  | ({ readonly kind: 'finish' } & Because)
  | { readonly kind: 'park'; readonly code: string; readonly message: string };

interface Because {
  /** One sentence for the timeline. */
  readonly reason: string;
  /** The values that decided the outcome. */
  readonly values?: readonly Evidence[];
}

/** A condition in a node's settings, with the scope that it may refer to. */
export interface PlacedCondition {
  readonly path: string;
  readonly condition: Condition;
  readonly scope: FieldScope;
}

/** An issue in a node's settings. */
export interface SettingProblem {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** What validation reads from a node's settings. */
export interface Inspection {
  /** Issues that the schema reports. If there are any, the rest is empty. */
  readonly issues: readonly z.core.$ZodIssue[];
  readonly conditions: readonly PlacedCondition[];
  /** Problems that the schema alone cannot see. */
  readonly problems: readonly SettingProblem[];
}

/** Definition of one kind of node. */
export interface NodeDefinition<K extends NodeKind = NodeKind> {
  readonly kind: K;
  readonly family: NodeFamily;
  readonly label: string;
  readonly description: string;
  readonly icon: IconName;
  readonly schema: z.ZodObject;
  readonly form: readonly FormField[];
  /** Settings of a new node. Those that only a person can choose are empty. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The port taken when its timer fires, its effect completes, or it is skipped. Staff may remove it: see `mainPortOf`. */
  readonly mainPort: string | null;
  /** The output ports. Works on incomplete settings, because the canvas draws them during editing. */
  ports(config: unknown): readonly Port[];
  /** Its outputs for later steps. Works on incomplete settings too. */
  outputs(config: unknown): readonly OutputField[];
  /** Describes the step in one sentence. */
  summary(config: unknown, names: Names): string;
  /** Plans the step. Throws if the settings are invalid. */
  plan(config: unknown, context: VisitContext): NodeOutcome;
  /** Reads its settings for validation. `scope` is what conditions and dates may refer to. */
  inspect(config: unknown, scope: FieldScope): Inspection;
}

interface NodeSource<K extends NodeKind, S extends z.ZodObject> {
  readonly kind: K;
  readonly family: NodeFamily;
  readonly label: string;
  readonly description: string;
  readonly icon: IconName;
  readonly schema: S;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly outputs?: (config: unknown) => readonly OutputField[];
  readonly mainPort: string | null;
  readonly ports: (config: unknown) => readonly Port[];
  readonly summary: (config: z.output<S>, names: Names) => string;
  readonly plan: (config: z.output<S>, context: VisitContext) => NodeOutcome;
  readonly conditions?: (config: z.output<S>, scope: FieldScope) => readonly PlacedCondition[];
  readonly check?: (config: z.output<S>, scope: FieldScope) => readonly SettingProblem[];
}

/** Creates a definition whose functions accept stored settings and parse them with the schema of the kind. */
export function defineNode<K extends NodeKind, S extends z.ZodObject>(source: NodeSource<K, S>): NodeDefinition<K> {
  const read = (config: unknown): z.output<S> | undefined => source.schema.safeParse(config).data;
  const { kind, family, label, description, icon, schema, defaults, mainPort, ports } = source;
  return {
    ...{ kind, family, label, description, icon, schema, defaults, mainPort, ports },
    form: formFields(source.schema),
    outputs: source.outputs ?? (() => []),
    summary(config, names) {
      const valid = read(config);
      return valid ? source.summary(valid, names) : `${source.label}: needs setup`;
    },
    plan(config, context) {
      const valid = read(config);
      if (!valid) throw new GraphInvariantError(`node ${context.nodeId} (${source.kind}) has settings that its schema refuses`);
      return source.plan(valid, context);
    },
    inspect(config, scope) {
      const { data, error } = source.schema.safeParse(config);
      if (error) return { issues: error.issues, conditions: [], problems: [] };
      return { issues: [], conditions: source.conditions?.(data, scope) ?? [], problems: source.check?.(data, scope) ?? [] };
    },
  };
}

/** The single port of most nodes. */
export const nextPort: readonly Port[] = [{ id: 'next', label: 'then' }];

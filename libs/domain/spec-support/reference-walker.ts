import type { Graph, GraphNode } from '../src/automation/graph.js';
import type { SimulationInput } from '../src/automation/simulate.js';

/** A visit to a node, according to the walker. */
export interface Footstep {
  readonly at: number;
  readonly nodeId: string;
  readonly port: string | null;
}

interface State {
  readonly input: SimulationInput;
  readonly tags: Set<string>;
  readonly access: Set<string>;
  /** Hours that the person's clock is ahead of UTC; only zones without clock changes are walked. */
  readonly ahead: number;
}

interface Config {
  readonly condition?: Question;
  readonly amount?: number;
  readonly unit?: string;
  readonly timeoutAmount?: number;
  readonly timeoutUnit?: string;
  readonly paths?: readonly { readonly port: string }[];
  readonly tag?: string;
  readonly productId?: string;
  readonly until?: string;
  readonly date?: string;
  readonly field?: string;
  readonly days?: number;
  readonly time?: string | null;
  readonly weekdays?: readonly number[];
  readonly from?: string;
  readonly to?: string;
  readonly past?: string;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * A second interpreter of graphs, written independently of the planner: plain recursion, `Date` arithmetic, no schema. It
 * disagrees with `plan` if one of the two is wrong. For tests only.
 */
export function walk(graph: Graph, input: SimulationInput): { readonly steps: Footstep[]; readonly end: number } {
  const state: State = {
    input,
    tags: new Set(input.facts?.contact?.tags),
    access: new Set(input.facts?.access),
    ahead: input.facts?.contact?.timezone === 'Asia/Tokyo' ? 9 * hour : 0,
  };
  const steps: Footstep[] = [];
  const visit = (node: GraphNode | undefined, now: number): number => {
    if (!node) return now;
    const { port, at } = leave(node, now, state);
    steps.push({ nodeId: node.id, port, at });
    const edge = graph.edges.find(({ source, port: from }) => source === node.id && from === port);
    return visit(
      graph.nodes.find(({ id }) => id === edge?.target),
      at,
    );
  };
  const end = visit(
    graph.nodes.find(({ kind }) => kind === 'trigger'),
    Date.parse(input.startAt),
  );
  return { steps, end };
}

function leave(node: GraphNode, now: number, state: State): { port: string | null; at: number } {
  const config = node.config as Config;
  switch (node.kind) {
    case 'exit':
      return { port: null, at: now };
    case 'ifElse':
      return { port: holds(config.condition, state) ? 'yes' : 'no', at: now };
    case 'waitDuration':
      return { port: 'next', at: later(now, config.amount, config.unit, config.time ?? null, state) };
    case 'waitUntil':
      return until(config, now, state);
    case 'waitForEvent': {
      const limit = later(now, config.timeoutAmount, config.timeoutUnit, null, state);
      const choice = state.input.choices?.[node.id];
      const path = config.paths?.find(({ port }) => port === choice?.port);
      const comes = now + (choice?.afterMinutes ?? 60) * 60_000;
      return path && comes < limit ? { port: path.port, at: comes } : { port: 'timeout', at: limit };
    }
    case 'addTag':
      state.tags.add(config.tag ?? '');
      break;
    case 'removeTag':
      state.tags.delete(config.tag ?? '');
      break;
    case 'grantAccess':
      state.access.add(config.productId ?? '');
      break;
    case 'revokeAccess':
      state.access.delete(config.productId ?? '');
      break;
  }
  return { port: 'next', at: now };
}

interface Question {
  readonly match?: string;
  readonly tests?: readonly Question[];
  readonly field?: string;
  readonly operator?: string;
  readonly value?: unknown;
}

function holds(question: Question | undefined, state: State): boolean {
  if (question?.tests) {
    const answers = question.tests.map((test) => holds(test, state));
    return question.match === 'any' ? answers.includes(true) : !answers.includes(false);
  }
  const { daysLeft, hasCard } = state.input.event.data;
  const value = String(question?.value);
  switch (`${question?.field} ${question?.operator}`) {
    case 'event.daysLeft atLeast':
      return Number(daysLeft) >= Number(value);
    case 'event.daysLeft lessThan':
      return Number(daysLeft) < Number(value);
    case 'event.hasCard isTrue':
      return hasCard === true;
    case 'event.hasCard isFalse':
      return hasCard === false;
    case 'contact.tags includes':
      return state.tags.has(value);
    case 'contact.tags doesNotInclude':
      return !state.tags.has(value);
    case 'access.products includes':
      return state.access.has(value);
    default:
      return !state.access.has(value);
  }
}

const unitMs: Readonly<Record<string, number>> = { minutes: 60_000, hours: hour, days: day, weeks: 7 * day };

function later(now: number, amount: number | undefined, unit: string | undefined, time: string | null, { ahead }: State): number {
  const target = now + (amount ?? 0) * (unitMs[unit ?? ''] ?? 0);
  return time && (unit === 'days' || unit === 'weeks') ? at(target, time, ahead) : target;
}

/** The instant at which the person's clock shows a time, on the person's day of `moment`. */
function at(moment: number, time: string, ahead: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const local = moment + ahead;
  return local - (((local % day) + day) % day) + hours * hour + minutes * 60_000 - ahead;
}

function until(config: Config, now: number, state: State): { port: string | null; at: number } {
  if (config.until === 'window') {
    for (let offset = 0; ; offset++) {
      const opens = Math.max(now, at(now + offset * day, config.from ?? '', state.ahead));
      const closes = at(now + offset * day, config.to ?? '', state.ahead);
      const weekday = new Date(opens + state.ahead).getUTCDay() || 7;
      if (opens < closes && config.weekdays?.includes(weekday)) return { port: 'next', at: opens };
    }
  }
  const dates = { ...state.input.event.data, occurredAt: state.input.event.occurredAt } as Readonly<Record<string, unknown>>;
  const fixed = config.until === 'date';
  const base = fixed ? Date.parse(`${config.date}T00:00:00Z`) - state.ahead : Date.parse(String(dates[config.field ?? '']));
  const shifted = base + (fixed ? 0 : Number(config.days) * day);
  const target = config.time ? at(shifted, config.time, state.ahead) : shifted;
  if (target >= now) return { port: 'next', at: target };
  return { port: config.past === 'exit' ? null : 'next', at: now };
}

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
  /** How often each step has sent the person back. */
  readonly jumps: Map<string, number>;
  /** Hours that the person's clock is ahead of UTC; only zones without clock changes are walked. */
  readonly ahead: number;
}

interface Config {
  readonly condition?: Question;
  readonly amount?: number;
  readonly unit?: string;
  readonly timeoutAmount?: number;
  readonly timeoutUnit?: string;
  readonly limitAmount?: number;
  readonly limitUnit?: string;
  readonly paths?: readonly { readonly port: string; readonly condition?: Question; readonly share?: number }[];
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
  readonly target?: string;
  readonly times?: number;
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
    jumps: new Map(),
    ahead: input.facts?.contact?.timezone === 'Asia/Tokyo' ? 9 * hour : 0,
  };
  const steps: Footstep[] = [];
  const visit = (node: GraphNode | undefined, now: number): number => {
    if (!node) return now;
    const { port, at, back } = leave(node, now, state);
    steps.push({ nodeId: node.id, port, at });
    const edge = graph.edges.find(({ source, port: from }) => source === node.id && from === port);
    return visit(
      graph.nodes.find(({ id }) => id === (back ?? edge?.target)),
      at,
    );
  };
  const end = visit(
    graph.nodes.find(({ kind }) => kind === 'trigger'),
    Date.parse(input.startAt),
  );
  return { steps, end };
}

function leave(node: GraphNode, now: number, state: State): { port: string | null; at: number; back?: string | undefined } {
  const config = node.config as Config;
  switch (node.kind) {
    case 'exit':
      return { port: null, at: now };
    case 'ifElse':
      return { port: chosen(node, state, ['yes', 'no']) ?? (holds(config.condition, state) ? 'yes' : 'no'), at: now };
    case 'branch': {
      const ports = [...(config.paths ?? []).map(({ port }) => port), 'otherwise'];
      const first = config.paths?.find(({ condition }) => holds(condition, state))?.port;
      return { port: chosen(node, state, ports) ?? first ?? 'otherwise', at: now };
    }
    case 'split':
      return {
        port:
          chosen(
            node,
            state,
            (config.paths ?? []).map(({ port }) => port),
          ) ?? drawn(node.id, config, state),
        at: now,
      };
    case 'goBack': {
      const jumps = state.jumps.get(node.id) ?? 0;
      if (jumps >= (config.times ?? 0)) return { port: 'next', at: now };
      state.jumps.set(node.id, jumps + 1);
      return { port: null, at: now, back: config.target };
    }
    case 'waitDuration':
      return { port: 'next', at: later(now, config.amount, config.unit, config.time ?? null, state) };
    case 'waitUntil':
      return untilChosen(node, config, now, state);
    case 'waitForEvent': {
      const limit = later(now, config.timeoutAmount, config.timeoutUnit, null, state);
      const choice = state.input.choices?.[node.id];
      const path = config.paths?.find(({ port }) => port === choice?.port);
      const comes = now + (choice?.afterMinutes ?? 60) * 60_000;
      return path && comes < limit ? { port: path.port, at: comes } : { port: 'timeout', at: limit };
    }
    case 'waitForCondition': {
      if (holds(config.condition, state)) return { port: chosen(node, state, ['met', 'timeout']) ?? 'met', at: now };
      const limit = later(now, config.timeoutAmount, config.timeoutUnit, null, state);
      const choice = state.input.choices?.[node.id];
      const comes = now + (choice?.afterMinutes ?? 60) * 60_000;
      return choice?.port === 'met' && comes < limit ? { port: 'met', at: comes } : { port: 'timeout', at: limit };
    }
    case 'approval': {
      const limit = later(now, config.limitAmount, config.limitUnit, null, state);
      const choice = state.input.choices?.[node.id];
      const comes = now + (choice?.afterMinutes ?? 60) * 60_000;
      const answered = choice?.port === 'approved' || choice?.port === 'declined';
      return answered && comes < limit ? { port: choice.port ?? null, at: comes } : { port: 'noAnswer', at: limit };
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

/** The branch that was chosen for the simulation, if the step has it. */
function chosen(node: GraphNode, { input }: State, ports: readonly string[]): string | undefined {
  const port = input.choices?.[node.id]?.port;
  return port !== undefined && ports.includes(port) ? port : undefined;
}

/** The path of a split. The hash is calculated with whole numbers of any length, in bytes instead of characters. */
function drawn(nodeId: string, { paths = [] }: Config, { input }: State): string | null {
  const low = (value: bigint) => BigInt.asUintN(32, value);
  const run = input.facts?.run;
  let hash = 2_166_136_261n;
  for (const byte of new TextEncoder().encode(`${run?.automationId}:${nodeId}:${run?.contactId}`))
    hash = low((hash ^ BigInt(byte)) * 16_777_619n);
  hash = low((hash ^ (hash / 65_536n)) * 2_246_822_507n);
  hash = low((hash ^ (hash / 8192n)) * 3_266_489_909n);
  hash ^= hash / 65_536n;
  let left = Number(hash) / 42_949_672.96;
  for (const { port, share = 0 } of paths) {
    if (left < share) return port;
    left -= share;
  }
  return null;
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

function untilChosen(node: GraphNode, config: Config, now: number, state: State): { port: string | null; at: number } {
  const branches = config.past === 'branch' && config.until !== 'window' ? ['next', 'past'] : [];
  const wanted = chosen(node, state, branches);
  const { port, at: moment } = until(config, now, state);
  if (wanted === 'past') return { port: 'past', at: now };
  return { port: wanted ?? port, at: moment };
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
  const ports: Readonly<Record<string, string | null>> = { continue: 'next', branch: 'past', exit: null };
  return { port: ports[config.past ?? ''] ?? null, at: now };
}

import { addMinutes, compareInstants, firstZone, laterOf } from '../calendar/index.js';
import { type EventFact, type Evidence, type FactKey, type Facts, unknownContactField } from '../conditions/index.js';
import { eventCatalogue, isEventType } from '../events/catalogue.js';
import { decideMarketingEmail } from '../messaging/marketing-limits.js';
import type { EmailLimits } from '../school/email-limits.js';
import type { Cursor, Ending, Step, VisitEvidence } from './cursor.js';
import { follow } from './cursor-transitions.js';
import type { Effect } from './effects.js';
import { GraphInvariantError } from './errors.js';
import type { Graph } from './graph.js';
import { holdEmail, isMarketingEmail } from './held-emails.js';
import { nodeOf, portsOf, triggersOf } from './lookup.js';
import { loopsOf } from './loops.js';
import { factsForAwaited, factsForEvent, type Leaving, leavingGraph, matchAwaited, matchLeaving } from './match.js';
import { answerPorts } from './nodes/approval/schema.js';
import type { AwaitedEvent } from './nodes/definition.js';
import { failedPort } from './nodes/shared/retrying.js';
import { pastPort } from './nodes/waitUntil/schema.js';
import { plan, start } from './plan.js';
import { type Resumption, resume } from './resume.js';

/** The simulated choice or response at one node. */
export interface Choice {
  /** Branch of a step with several. A branch that the step does not have is ignored. */
  readonly port?: string;
  /** When the event occurs, in minutes after the wait began and before the wait ends. */
  readonly afterMinutes?: number;
  /** The response of a call, or the payload of the event. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Something that happens to the person later. */
export interface LaterEvent {
  readonly type: string;
  /** After the start. */
  readonly afterMinutes: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A simulated run. */
export interface SimulationInput {
  readonly startAt: string;
  readonly event: EventFact;
  /** The trigger through which the person enters; the first one by default. */
  readonly triggerNodeId?: string;
  /** Known facts; a fact that is needed and missing counts as empty. */
  readonly facts?: Omit<Facts, 'event' | 'outputs' | 'schoolTimezone'>;
  /** The school's zone, and the person's where their facts do not name one. */
  readonly zone: string;
  readonly choices?: Readonly<Record<string, Choice>>;
  /** What happens while the run waits: events that it waits for, exits and the goal. */
  readonly later?: readonly LaterEvent[];
  /** Quiet hours and limits of the school for marketing emails. Only emails of this run count. */
  readonly limits?: EmailLimits | null;
  /** As `later`: events that did happen. */
  readonly events?: readonly EventFact[];
}

/** One line of a simulation. */
export interface SimulatedStep {
  readonly at: string;
  readonly nodeId: string;
  readonly visit: number;
  /** The branch taken; null where a wait begins or the run ends. */
  readonly port: string | null;
  readonly text: string;
  readonly values: readonly Evidence[];
  /** The effect that a real run would have. */
  readonly effect?: Effect;
}

/** A simulation from its trigger to its end. */
export interface Simulation {
  readonly steps: readonly SimulatedStep[];
  /** Unfinished: the run goes back so often that the simulation stops before its end. */
  readonly ending: Ending | 'parked' | 'unfinished';
  readonly endedAt: string;
}

/** The longest simulation. A graph without steps that go back is shorter. */
const mostSteps = 2500;

/**
 * Simulates an automation on a virtual clock with the interpreter that real runs use. Nothing is sent or stored; what an effect
 * would
 * change about the person is visible to later steps.
 */
export function simulate(graph: Graph, input: SimulationInput): Simulation {
  const { choices = {}, startAt } = input;
  const trigger = input.triggerNodeId ?? triggersOf(graph)[0]?.id;
  if (trigger === undefined) throw new GraphInvariantError('the graph has no trigger');
  const steps: SimulatedStep[] = [];
  let now = startAt;
  let facts: Facts = { ...input.facts, event: input.event, schoolTimezone: input.zone };
  let cursor = start(graph, trigger, now);
  const note = ({ nodeId, visit, port, reason, values }: Omit<VisitEvidence, 'nodeKind'>, effect?: Effect) =>
    steps.push({ at: now, nodeId, visit, port, text: reason, values, ...(effect && { effect }) });
  const go = (resumption: Resumption) => {
    note(resumption.evidence);
    cursor = resumption.cursor;
  };
  const later = laterFacts(input);
  const sent: string[] = [];
  /** What becomes of an email: null if it is sent now. */
  const limited = (effect: Effect) => {
    if (!input.limits || !isMarketingEmail(effect)) return null;
    const zone = firstZone(input.facts?.contact?.timezone, input.zone);
    const decision = decideMarketingEmail(input.limits, { now, zone, since: now, sent, ahead: 0 });
    if (decision.kind === 'hold') return decision;
    if (decision.kind === 'send') sent.push(now);
    return decision.kind === 'giveUp' ? decision : null;
  };
  /** The first later event before the end of a wait that ends it, or takes the run out of it. */
  const interruption = (until: string, awaited: readonly AwaitedEvent[]): Interruption | null => {
    const open = leavingGraph(graph, cursor);
    for (const [index, event] of later.entries()) {
      if (compareInstants(event.occurredAt, now) < 0 || compareInstants(event.occurredAt, until) >= 0) continue;
      const seen = withNothing(facts, [...factsForEvent(open, event), ...factsForAwaited(awaited, event)]);
      const leaving = matchLeaving(open, input.event, event, seen, event.occurredAt);
      const match = leaving ? null : matchAwaited(awaited, event, seen, event.occurredAt);
      if (!leaving && !match) continue;
      later.splice(0, index + 1);
      return { event, leaving, port: match?.port ?? null };
    }
    return null;
  };
  const interrupt = ({ event, leaving, port }: Interruption, waiting: Cursor) => {
    now = event.occurredAt;
    if (port !== null) return go(resume(graph, waiting, { kind: 'event', port, eventId: event.id, data: event.data }));
    const left = resume(graph, waiting, { kind: leaving?.kind ?? 'exit', reason: leavingText(event, leaving) });
    go({ ...left, evidence: { ...left.evidence, values: leaving?.evidence ?? [] } });
  };
  const laps = loopsOf(graph).reduce((sum, { times }) => sum + times, 1);
  // Every node is visited once at most in each lap, and takes a few iterations.
  for (let turn = 0; turn <= (graph.nodes.length * 8 + 8) * laps; turn++) {
    if (steps.length >= mostSteps) return { steps, ending: 'unfinished', endedAt: now };
    const step = plan(graph, cursor, now, facts);
    const choice = choiceAt(choices, cursor.nodeId);
    switch (step.kind) {
      case 'load':
        facts = withNothing(facts, step.facts);
        break;
      case 'pass': {
        const chosen = chosenPass(graph, cursor, step, choice);
        note(chosen.evidence);
        cursor = chosen.next;
        break;
      }
      case 'act': {
        const decision = limited(step.effect);
        if (decision?.kind === 'giveUp') {
          go(resume(graph, step.next, { kind: 'effect', ok: true, outputs: { sent: 0 }, reason: decision.reason }));
          break;
        }
        if (decision) {
          note({ ...step.evidence, reason: decision.reason });
          const interrupted = interruption(decision.until, []);
          if (interrupted) {
            interrupt(interrupted, holdEmail(step, decision.until));
            break;
          }
          now = laterOf(now, decision.until);
          sent.push(now);
        }
        facts = afterEffect(facts, step.effect);
        cursor = act(graph, step, choice, note);
        break;
      }
      case 'sleepUntil': {
        const past = chosenPast(graph, cursor, step, choice);
        if (past) {
          note(past.evidence);
          cursor = past.next;
          break;
        }
        note(step.evidence);
        const interrupted = interruption(step.at, []);
        if (interrupted) {
          interrupt(interrupted, step.next);
          break;
        }
        now = laterOf(now, step.at);
        go(resume(graph, step.next, { kind: 'timer' }));
        break;
      }
      case 'waitFor': {
        note(step.evidence);
        const interrupted = interruption(step.until, step.events);
        if (interrupted) {
          interrupt(interrupted, step.next);
          break;
        }
        const comes = addMinutes(now, Math.max(0, choice.afterMinutes ?? 60));
        const awaited = compareInstants(comes, step.until) < 0 ? step.events.find(({ port }) => port === choice.port) : undefined;
        now = laterOf(now, awaited ? comes : step.until);
        const eventId = `simulated:${step.visit}`;
        go(
          resume(
            graph,
            step.next,
            awaited ? { kind: 'event', port: awaited.port, eventId, data: choice.outputs ?? {} } : { kind: 'timer' },
          ),
        );
        break;
      }
      case 'ask': {
        note(step.evidence);
        const interrupted = interruption(step.until, []);
        if (interrupted) {
          interrupt(interrupted, step.next);
          break;
        }
        const comes = addMinutes(now, Math.max(0, choice.afterMinutes ?? 60));
        const answer = compareInstants(comes, step.until) < 0 ? answerPorts.find((port) => port === choice.port) : undefined;
        now = laterOf(now, answer ? comes : step.until);
        const chosen = { kind: 'event', eventId: `simulated:${step.visit}`, reason: 'Chosen for the preview.' } as const;
        go(resume(graph, step.next, answer ? { ...chosen, port: answer } : { kind: 'timer' }));
        break;
      }
      case 'park':
        note(step.evidence);
        return { steps, ending: 'parked', endedAt: now };
      case 'finish':
        return { steps, ending: step.reason, endedAt: now };
    }
  }
  throw new GraphInvariantError('the simulation does not end: the graph has a cycle');
}

/** How a call fails in a simulation. */
const unreachable: Readonly<Partial<Record<Effect['kind'], string>>> = {
  callUrl: 'url_unreachable',
  changeMembership: 'stripe_unavailable',
};

function act(
  graph: Graph,
  { evidence, effect, next }: Step & { readonly kind: 'act' },
  { outputs, port }: Choice,
  note: (evidence: VisitEvidence, effect: Effect) => void,
): Cursor {
  const given = outputs && { outputs };
  const fails = port === failedPort && hasBranch(graph, next, port);
  const code = unreachable[effect.kind] ?? 'mail_unreachable';
  const done = resume(
    graph,
    next,
    fails ? { kind: 'effect', ok: false, code, ...given } : { kind: 'effect', ok: true, ...given },
  );
  note({ ...evidence, port: done.evidence.port }, effect);
  return done.cursor;
}

const choiceAt = (choices: Readonly<Record<string, Choice>>, nodeId: string): Choice =>
  Object.hasOwn(choices, nodeId) ? (choices[nodeId] ?? {}) : {};

type Pass = Pick<Step & { readonly kind: 'pass' }, 'evidence' | 'next'>;

/** A step with several branches takes the one that was chosen for the preview. */
const chosenPass = (graph: Graph, cursor: Cursor, step: Pass, { port }: Choice): Pass =>
  port !== step.evidence.port && hasBranch(graph, cursor, port) ? passBy(graph, cursor, step.evidence, port) : step;

/** A wait for a date takes its branch for dates that have passed, if that was chosen. */
const chosenPast = (graph: Graph, cursor: Cursor, step: Pass, { port }: Choice): Pass | null =>
  port === pastPort && hasBranch(graph, cursor, port) ? passBy(graph, cursor, step.evidence, port) : null;

function hasBranch(graph: Graph, { nodeId }: Cursor, port: string | undefined): port is string {
  const ports = portsOf(nodeOf(graph, nodeId));
  return ports.length > 1 && ports.some(({ id }) => id === port);
}

const passBy = (graph: Graph, cursor: Cursor, evidence: VisitEvidence, port: string): Pass => ({
  evidence: { ...evidence, port, reason: 'Chosen for the preview.' },
  next: follow(graph, cursor, port),
});

function withNothing(facts: Facts, keys: readonly FactKey[]): Facts {
  const named = (kind: 'course' | 'segment') =>
    keys.flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : []));
  const courses = named('course').map((id) => [id, null]);
  const segments = named('segment').map((id) => [id, false]);
  return {
    ...facts,
    ...(keys.includes('contact') && { contact: null }),
    ...(keys.includes('memberships') && { memberships: [] }),
    ...(keys.includes('access') && { access: [] }),
    ...(keys.includes('fields') && { fields: {} }),
    ...(segments.length > 0 && { segments: { ...facts.segments, ...Object.fromEntries(segments) } }),
    ...(courses.length > 0 && { courses: { ...facts.courses, ...Object.fromEntries(courses) } }),
  };
}

function afterEffect(facts: Facts, effect: Effect): Facts {
  const { contact } = facts;
  const access = facts.access ?? [];
  switch (effect.kind) {
    case 'addTag':
      return contact ? { ...facts, contact: { ...contact, tags: [...new Set([...contact.tags, effect.tag])] } } : facts;
    case 'removeTag':
      return contact ? { ...facts, contact: { ...contact, tags: contact.tags.filter((tag) => tag !== effect.tag) } } : facts;
    case 'setField': {
      const { fieldId, value } = effect;
      const name = facts.fields?.[fieldId]?.name ?? unknownContactField;
      return { ...facts, fields: { ...facts.fields, [fieldId]: { name, value } } };
    }
    case 'grantAccess':
      return { ...facts, access: [...new Set([...access, effect.productId])] };
    case 'revokeAccess':
      return { ...facts, access: access.filter((id) => id !== effect.productId) };
    default:
      return facts;
  }
}

/** A later event during a wait: it is an exit or the goal, or the wait ends on a branch. */
interface Interruption {
  readonly event: EventFact;
  readonly leaving: Leaving | null;
  readonly port: string | null;
}

/** Later events in the order in which they happen. */
const laterFacts = ({ later = [], events = [], startAt }: SimulationInput): EventFact[] =>
  later
    .map(({ type, afterMinutes, data }, index) => ({
      id: `later:${index}`,
      type,
      occurredAt: addMinutes(startAt, Math.max(0, afterMinutes)),
      data,
    }))
    .concat(events)
    .sort((one, other) => compareInstants(one.occurredAt, other.occurredAt));

const leavingText = ({ type }: EventFact, leaving: Leaving | null): string => {
  const label = isEventType(type) ? eventCatalogue[type].label : type;
  return leaving?.kind === 'goal' ? `${label}: the goal is reached.` : `${label}: the journey ends.`;
};

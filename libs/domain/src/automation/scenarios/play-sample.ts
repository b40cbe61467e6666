import { type Evidence, type Facts, unknownContactField } from '../../conditions/index.js';
import { sampleVariables } from '../../messaging/variables.js';
import type { EmailLimits } from '../../school/index.js';
import { addressOf } from '../addressed.js';
import type { Graph } from '../graph.js';
import { triggersOf } from '../lookup.js';
import { matchTriggers } from '../match.js';
import { type Choice, type LaterEvent, type Simulation, simulate } from '../simulate.js';
import { nobodySpecial, type SamplePerson } from './scenario.js';

/** A run of a sample person. */
export interface SampleRun {
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly startAt: string;
  readonly person?: SamplePerson | undefined;
  readonly later?: readonly LaterEvent[];
  readonly choices?: Readonly<Record<string, Choice>>;
  /** The school's time zone. */
  readonly zone: string;
  /** Its quiet hours and limits for marketing emails. */
  readonly limits?: EmailLimits | null;
}

/** A simulated run, and whether the person would have entered. */
export interface PlayedSample {
  readonly simulation: Simulation;
  readonly entered: boolean;
  /** The values that the trigger compared. */
  readonly entryEvidence: readonly Evidence[];
}

/**
 * The automation and the person of every sample. A random split takes the same path in a preview, in a scenario, and in a copy of the
 * automation.
 */
const sampleId = '00000000-0000-0000-0000-000000000000';

/** Simulates a graph for a sample person; null if no trigger starts with the event. Nothing is sent or stored. */
export function playSample(graph: Graph, sample: SampleRun): PlayedSample | null {
  const { eventType, data, startAt, later, choices, zone, limits } = sample;
  const trigger = triggersOf(graph).find(({ config }) => config.eventType === eventType);
  const address = trigger ? addressOf(eventType, sampleId, trigger.id) : {};
  const event = { id: 'simulated', type: eventType, occurredAt: startAt, data: { ...data, ...address } };
  const facts = {
    ...factsOf(sample.person ?? nobodySpecial, zone, startAt),
    run: { automationId: sampleId, contactId: sampleId },
  };
  const matches = matchTriggers(graph, event, { ...facts, event, schoolTimezone: zone }, startAt);
  // As in a run: an event that fits several triggers enters through the first one.
  const match = matches.find(({ matched }) => matched) ?? matches[0];
  const triggerNodeId = match?.nodeId ?? trigger?.id;
  if (triggerNodeId === undefined) return null;
  const simulation = simulate(graph, {
    startAt,
    event,
    triggerNodeId,
    zone,
    facts,
    ...(choices && { choices }),
    ...(later && { later }),
    ...(limits && { limits }),
  });
  return { simulation, entered: match?.matched === true, entryEvidence: match?.evidence ?? [] };
}

function factsOf(
  { timezone, tags, segments, access, memberships, fields }: SamplePerson,
  zone: string,
  createdAt: string,
): Omit<Facts, 'event' | 'outputs' | 'schoolTimezone'> {
  const { name, email } = sampleVariables('contact.signed_up').contact;
  return {
    contact: { name, email, timezone: timezone ?? zone, tags, clockId: null, createdAt },
    memberships: memberships.map(({ planId, state }, index) => ({ membershipId: `simulated:${index}`, planId, state })),
    access,
    fields: Object.fromEntries(fields.map(({ fieldId, value }) => [fieldId, { name: unknownContactField, value }])),
    ...(segments.length > 0 && { segments: Object.fromEntries(segments.map((id) => [id, true])) }),
  };
}

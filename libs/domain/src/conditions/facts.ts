import { isHeld, type MembershipState } from '../billing/state.js';
import { type ContactFieldFact, readContactField } from './contact-fields.js';
import { own } from './own.js';

/** The event a run started with, or the one that has just arrived. */
export interface EventFact {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What conditions may know about a person. */
export interface ContactFact {
  readonly name: string | null;
  readonly email: string | null;
  /** IANA name; an unusable one counts as unknown. */
  readonly timezone: string | null;
  /** Ids of tags. */
  readonly tags: readonly string[];
  /** The tag in use for each id of a tag that was merged into another one. */
  readonly mergedTags?: Readonly<Record<string, string>> | null;
  /** The test clock the person is on; null on the wall clock. */
  readonly clockId: string | null;
  readonly createdAt: string;
}

/** One membership of the person. */
export interface MembershipFact {
  readonly membershipId: string;
  readonly planId: string;
  readonly state: MembershipState;
}

/** Progress of the person in a course; null in {@link Facts.courses} without an enrolment. */
export interface CourseFact {
  readonly progressPercent: number;
  readonly completed: boolean;
}

/** The run that is planned. */
export interface RunFact {
  readonly automationId: string;
  /** Null if its event is not about a person. */
  readonly contactId: string | null;
}

/** Results of earlier steps, by node ID. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Facts for evaluating a condition. An absent part was not loaded; null means that there is none. `event` and `schoolTimezone`
 * are always available.
 */
export interface Facts {
  readonly event: EventFact | null;
  readonly schoolTimezone: string;
  readonly contact?: ContactFact | null;
  readonly memberships?: readonly MembershipFact[];
  /** Ids of products the person can open now. */
  readonly access?: readonly string[];
  readonly courses?: Readonly<Record<string, CourseFact | null>>;
  /** The fields that the school adds to its contacts, by ID, with the values of the person. */
  readonly fields?: Readonly<Record<string, ContactFieldFact>>;
  /** Whether the person is in each segment that a condition names, by ID. */
  readonly segments?: Readonly<Record<string, boolean>>;
  readonly outputs?: Outputs;
  /** Absent where a condition is evaluated outside a run. */
  readonly run?: RunFact;
}

/** Name of a part of the facts that can be loaded. */
export type FactKey = 'contact' | 'memberships' | 'access' | 'fields' | `course:${string}` | `segment:${string}`;

/** The requested parts that were not loaded. */
export const missingFacts = (wanted: readonly FactKey[], facts: Facts): FactKey[] =>
  [...new Set(wanted)].filter((key) => {
    if (key === 'contact' || key === 'memberships' || key === 'access' || key === 'fields') return facts[key] === undefined;
    const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
    const known = kind === 'segment' ? facts.segments : facts.courses;
    return !known || !Object.hasOwn(known, id);
  });

/** The course that a field's middle part names: an id, or `event` for the one the event is about. */
export function courseOf(argument: string, facts: Facts): string | null {
  if (argument !== 'event') return argument;
  const id = own(facts.event?.data, 'courseId');
  return typeof id === 'string' ? id : null;
}

/** The value of a field; null for what is missing, unknown or not loaded. Never throws. */
export function readField(field: string, facts: Facts): unknown {
  const [scope, first = '', second = ''] = field.split('.');
  switch (scope) {
    case 'event':
      return second ? own(own(facts.event?.data, first), second) : own(facts.event?.data, first);
    case 'contact':
      return first === 'segments' ? segmentsIn(facts) : own(facts.contact, first);
    case 'membership': {
      const id = own(facts.event?.data, 'membershipId');
      return own(
        facts.memberships?.find((membership) => membership.membershipId === id),
        first,
      );
    }
    case 'memberships':
      if (first === 'states') return facts.memberships?.map((membership) => membership.state) ?? null;
      return first === 'plans'
        ? (facts.memberships?.filter(({ state }) => isHeld(state)).map((membership) => membership.planId) ?? null)
        : null;
    case 'access':
      return first === 'products' ? (facts.access ?? null) : null;
    case 'course':
      return readCourse(courseOf(first, facts), second, facts);
    case 'field':
      return readContactField(facts.fields, first, second);
    case 'node':
      return own(own(facts.outputs, first), second);
    default:
      return null;
  }
}

const segmentsIn = ({ segments }: Facts): string[] | null =>
  segments ? Object.keys(segments).filter((id) => segments[id]) : null;

function readCourse(courseId: string | null, name: string, facts: Facts): unknown {
  if (courseId === null || !facts.courses || !Object.hasOwn(facts.courses, courseId)) return null;
  // Someone without an enrolment has a progress of zero, so "less than 50 %" is true.
  return own(facts.courses[courseId] ?? { progressPercent: 0, completed: false }, name);
}

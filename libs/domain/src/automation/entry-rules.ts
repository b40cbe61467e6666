import { describeEvent, eitherOf, eventField, type Names } from '../conditions/index.js';
import type { EventType } from '../events/catalogue.js';
import { describeEmailLimits } from '../messaging/marketing-limits.js';
import type { EmailLimits } from '../school/email-limits.js';
import { isEntryKey } from './entry-key.js';
import type { Entry, Graph } from './graph.js';
import { sendsMarketing } from './held-emails.js';
import { findNode, titleOf, triggerTypes } from './lookup.js';

const everyEvent: Entry = { policy: 'every_event' };
const oneAtATime: Entry = { policy: 'one_at_a_time' };
const oncePer = (key: string): Entry => ({ policy: 'once_per_key', key });

/** Events that happen several times about one thing, such as a trial that ends in 7, in 3 and in 1 days. */
const repeated: Readonly<Partial<Record<EventType, Entry>>> = {
  'trial.ending': oncePer('membershipId'),
  'payment.failed': oncePer('invoiceId'),
  'course.started': oncePer('courseId'),
  'course.completed': oncePer('courseId'),
  'checkout.started': oneAtATime,
  'automation.requested': oneAtATime,
  'schedule.reached': oneAtATime,
  'contact.logged_in': oneAtATime,
};

/** Who can enter unless someone chooses otherwise: nobody enters several times for one thing that happened. */
export function defaultEntry(types: readonly EventType[]): Entry {
  const [first, ...others] = new Set(types.map((type) => repeated[type] ?? everyEvent).filter((entry) => entry !== everyEvent));
  if (!first) return everyEvent;
  const { key } = first;
  const fitsAll = others.length === 0 && (key === undefined || types.every((type) => isEntryKey(type, key)));
  return fitsAll ? first : oneAtATime;
}

/** A graph whose entry rule follows its triggers, unless someone chose another rule before. */
export function withDefaultEntry(before: Graph, after: Graph): Graph {
  if (before.entry !== after.entry || !isSame(before.entry, defaultEntry(triggerTypes(before)))) return after;
  const entry = defaultEntry(triggerTypes(after));
  return isSame(entry, after.entry) ? after : { ...after, entry };
}

const isSame = (one: Entry, other: Entry): boolean => one.policy === other.policy && one.key === other.key;

/**
 * Who can enter an automation, when people exit it, its goal, and the limits for its marketing emails, in a sentence each.
 * @param limits of the school
 */
export function describeRules(graph: Graph, names?: Names, limits: EmailLimits | null = null): string[] {
  const { exitRules, goal, goalStep } = graph;
  const next = goalStep === undefined ? undefined : findNode(graph, goalStep);
  const happens = ({ eventType, filters }: Graph['exitRules'][number]) => describeEvent(eventType, filters, names);
  return [
    describeEntry(graph),
    ...(exitRules.length > 0 ? [`Exit when ${eitherOf(exitRules.map(happens))}`] : []),
    ...(goal ? [`Goal: ${happens(goal)}${next ? `, then continue at “${titleOf(next)}”` : ''}`] : []),
    ...(limits && sendsMarketing(graph) ? [`Marketing emails: ${describeEmailLimits(limits)}${priorityOf(graph)}`] : []),
  ];
}

const priorityOf = ({ emailPriority }: Graph): string => (emailPriority ? `, ${emailPriority} priority` : '');

/** Who can enter an automation, in a sentence. */
export function describeEntry(graph: Graph): string {
  const { policy, key = '' } = graph.entry;
  switch (policy) {
    case 'every_event':
      return 'Enter every time it happens';
    case 'once_per_contact':
      return 'Enter once per person';
    case 'one_at_a_time':
      return 'Enter unless already in it';
    case 'once_per_key': {
      const [type] = triggerTypes(graph);
      const [name = '', property] = key.split('.');
      return `Enter once per ${property ?? things[name] ?? (type && eventField(type, name)?.label.toLowerCase()) ?? 'value'}`;
    }
  }
}

/** Records that people enter once for. Their fields are labelled for other uses. */
const things: Readonly<Record<string, string>> = {
  membershipId: 'membership',
  invoiceId: 'invoice',
  courseId: 'course',
  planId: 'plan',
  productId: 'product',
  lessonId: 'lesson',
  certificateId: 'certificate',
};

import { own } from '../../conditions/own.js';
import { type EventType, eventCatalogue, isEventType, publicEventTypes } from '../../events/catalogue.js';
import { type MailAudience, templateVariables } from '../../messaging/index.js';
import type { Graph, GraphNode } from '../graph.js';
import { triggersOf } from '../lookup.js';
import type { Problem } from './problem.js';
import { goalStepOf, reachableFrom } from './structure.js';

/** Variables in a stored email that are not available for this event and audience, such as `event.courseTitle`. */
export type MissingInMail = (templateId: string, eventType: EventType, audience: MailAudience) => readonly string[];

/** Why a stored email cannot be filled in for this event and audience; null if it can. */
export type ProblemInMail = (templateId: string, eventType: EventType, audience: MailAudience) => string | null;

/** Emails that would have missing values, because an email is filled from the event that started the automation. */
export function checkMails(graph: Graph, missing: MissingInMail | undefined, broken: ProblemInMail = () => null): Problem[] {
  const mails = graph.nodes.filter(({ kind }) => kind === 'sendEmail');
  if (!missing || mails.length === 0) return [];
  const starts = triggersOf(graph).flatMap(({ id, config }) => {
    const type = own(config, 'eventType');
    return typeof type === 'string' && isEventType(type)
      ? [{ type, reached: reachableFrom(graph, [id, ...goalStepOf(graph)]) }]
      : [];
  });
  return mails.flatMap((node) => {
    const types = new Set(starts.filter(({ reached }) => reached.has(node.id)).map(({ type }) => type));
    return [...types].flatMap((type) => checkMail(node, type, missing, broken));
  });
}

function checkMail(node: GraphNode, type: EventType, missing: MissingInMail, broken: ProblemInMail): Problem[] {
  const templateId = own(node.config, 'templateId');
  const audience = own(node.config, 'audience') === 'staff' ? 'staff' : 'contact';
  if (typeof templateId !== 'string' || templateId === '') return [];
  const names = [...new Set(missing(templateId, type, audience))];
  if (names.length === 0) {
    const problem = broken(templateId, type, audience);
    if (problem === null) return [];
    return [
      {
        code: 'mail_unfillable',
        nodeId: node.id,
        setting: 'templateId',
        message: `The variables in this email cannot be filled in after “${eventCatalogue[type].label}”. ${problem}.`,
        fix: 'Correct the email, or choose a different one.',
      },
    ];
  }
  const listed = names.map((name) => `“${labelOf(name)}”`).join(', ');
  const to = audience === 'staff' ? ' to the staff' : '';
  return [
    {
      code: 'mail_variables',
      nodeId: node.id,
      setting: 'templateId',
      message: `This email uses ${listed}, which an email${to} after “${eventCatalogue[type].label}” does not have.`,
      fix: 'Remove it from the email, or choose a different email.',
    },
  ];
}

/** The label that the picker shows for a variable, if it has one. */
function labelOf(path: string): string {
  for (const audience of ['contact', 'staff'] as const) {
    for (const type of publicEventTypes) {
      const known = templateVariables([type], audience).find((variable) => variable.path === path);
      if (known) return known.label;
    }
  }
  return path.startsWith('contact.fields.') ? 'a contact field that no longer exists' : path;
}

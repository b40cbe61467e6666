import { always } from '../../conditions/index.js';
import type { EventType } from '../../events/catalogue.js';
import type { MailTemplate } from '../../messaging/template.js';
import type { Entry, ExitRule, Graph, GraphEdge, GraphNode } from '../graph.js';

/** A mail that a template needs. */
export interface MailSlot {
  readonly key: string;
  /** What the mail is for, in the picker's words. */
  readonly label: string;
  /** What a school that starts from the template gets, to be made its own. */
  readonly content: MailTemplate;
}

/** A ready-made automation that an owner starts from. */
export interface AutomationTemplate {
  readonly id: string;
  readonly name: string;
  /** What it does, in one sentence. */
  readonly description: string;
  readonly mails: readonly MailSlot[];
  /** The graph with the mails put in. A mail without an id is left open, and validation asks for it. */
  build(templateIds: Readonly<Record<string, string>>): Graph;
}

type Link = readonly [source: string, port: string, target: string];

/** A graph from steps and links. */
export function draw(
  nodes: readonly GraphNode[],
  links: readonly Link[],
  more: { readonly entry?: Entry; readonly exitRules?: readonly ExitRule[]; readonly goal?: ExitRule } = {},
): Graph {
  return {
    schemaVersion: 1,
    nodes: [...nodes],
    edges: links.map(([source, port, target]): GraphEdge => ({ source, port, target })),
    entry: more.entry ?? { policy: 'every_event' },
    exitRules: [...(more.exitRules ?? [])],
    goal: more.goal ?? null,
  };
}

/** A step that sends one of the template's mails. */
export const mail = (
  id: string,
  templateIds: Readonly<Record<string, string>>,
  category: 'transactional' | 'marketing' = 'transactional',
  audience: 'contact' | 'staff' = 'contact',
): GraphNode => ({ id, kind: 'sendEmail', config: { templateId: templateIds[id] ?? '', audience, category } });

/** A wait of some days, until the morning. */
export const days = (id: string, amount: number): GraphNode => ({
  id,
  kind: 'waitDuration',
  config: { amount, unit: 'days', time: '09:00' },
});

/** A step that starts the automation, for everybody or under one condition. */
export const startWith = (
  eventType: EventType,
  test?: { field: string; operator: string; value: string | number },
): GraphNode => ({
  id: 'start',
  kind: 'trigger',
  config: { eventType, filters: test ? { match: 'all', tests: [test] } : always },
});

/** A branch on one condition. */
export const ask = (id: string, test: { field: string; operator: string; value: string | null }): GraphNode => ({
  id,
  kind: 'ifElse',
  config: { condition: { match: 'all', tests: [test] } },
});

/** A wait for one event about the same membership or course. */
export const waitFor = (id: string, port: string, eventType: EventType, timeoutAmount: number): GraphNode => ({
  id,
  kind: 'waitForEvent',
  config: {
    paths: [{ port, label: '', eventType, filters: always, sameRecord: true }],
    timeoutAmount,
    timeoutUnit: 'days',
    lookBackMinutes: 5,
  },
});

/** Leaving when something happens to the membership or course of the run. */
export const leaveOn = (eventType: ExitRule['eventType']): ExitRule => ({ eventType, filters: always, sameRecord: true });

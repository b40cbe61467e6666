import { always } from '../../conditions/index.js';
import type { EventType } from '../../events/catalogue.js';
import type { MailTemplate } from '../../messaging/template.js';
import type { Entry, ExitRule, Graph, GraphEdge, GraphNode } from '../graph.js';

/** An email that an automation template needs. */
export interface MailSlot {
  readonly key: string;
  /** The purpose of the email, shown in the picker. */
  readonly label: string;
  /** The content that a school starts with and can change. */
  readonly content: MailTemplate;
}

/** The ready-made automations, most used first. */
export const templateIds = ['welcome-series', 'trial-rescue', 'failed-payment', 'course-completion'] as const;

/** A ready-made automation that an owner starts from. */
export interface AutomationTemplate {
  readonly id: (typeof templateIds)[number];
  readonly name: string;
  /** Describes the template in one sentence. */
  readonly description: string;
  readonly mails: readonly MailSlot[];
  /** The graph with its emails. An email without an ID is left open, and validation reports it. */
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

/** A step that sends one of the template's emails. */
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

/** A trigger, with or without one condition. */
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

/** An exit rule for an event about the membership or course of the run. */
export const leaveOn = (eventType: ExitRule['eventType']): ExitRule => ({ eventType, filters: always, sameRecord: true });

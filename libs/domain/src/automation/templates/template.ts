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
export const templateIds = [
  'welcome-series',
  'trial-check-in',
  'trial-rescue',
  'abandoned-checkout',
  'failed-payment',
  'save-cancellation',
  'win-back',
  'membership-anniversary',
  'course-companion',
  'course-completion',
  'next-course',
  'inactive-members',
] as const;

/** What templates are for, in the order in which a gallery lists them. */
export const templateCategories = ['New members', 'Trials and sales', 'Payments', 'Keeping members', 'Courses'] as const;
export type TemplateCategory = (typeof templateCategories)[number];

/** A record that a template is about, chosen when an automation is created from it. */
export interface TemplateNeed {
  readonly key: string;
  readonly kind: 'plan' | 'course';
  /** The label of the picker. */
  readonly label: string;
}

/** A ready-made automation that an owner starts from. */
export interface AutomationTemplate {
  readonly id: (typeof templateIds)[number];
  readonly name: string;
  /** Describes the template in one sentence. */
  readonly description: string;
  readonly category: TemplateCategory;
  readonly mails: readonly MailSlot[];
  readonly needs?: readonly TemplateNeed[];
  /** The graph with its emails and records, by their keys. One without an ID is left open, and validation reports it. */
  build(ids: Readonly<Record<string, string>>): Graph;
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

/** A template that is shown without records has these in their place. */
export const recordIn = (ids: Readonly<Record<string, string>>, key: string): string => ids[key] ?? '';

/** A wait of some days, until the morning. */
export const days = (id: string, amount: number): GraphNode => ({
  id,
  kind: 'waitDuration',
  config: { amount, unit: 'days', time: '09:00' },
});

/** A trigger, with or without one condition. */
export const startWith = (
  eventType: EventType,
  test?: { field: string; operator: string; value: string | number | boolean },
): GraphNode => ({
  id: 'start',
  kind: 'trigger',
  config: { eventType, filters: test ? { match: 'all', tests: [test] } : always },
});

/** A branch on one condition. */
export const ask = (id: string, test: { field: string; operator: string; value: string | number | null }): GraphNode => ({
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

/** A step that goes back to an earlier one. */
export const again = (id: string, target: string, times: number): GraphNode => ({
  id,
  kind: 'goBack',
  config: { target, times },
});

/** An exit rule for an event about the membership or course of the run. */
export const leaveOn = (eventType: ExitRule['eventType']): ExitRule => ({ eventType, filters: always, sameRecord: true });

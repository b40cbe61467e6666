import { z } from 'zod';
import { type EventType, eventCatalogue } from '../events/catalogue.js';
import { fieldVariable, type MailField, sampleFieldValue } from './contact-field-variables.js';
import { contactVariables, type MailLink, type MailVariables, mailLinks } from './mail-variables.js';
import type { MailAudience } from './template.js';

/** What a variable holds; decides the filter it is inserted with. */
export type VariableKind = 'text' | 'number' | 'money' | 'instant' | 'boolean' | 'list' | 'record' | 'id' | 'link';

/** One entry of the editor's variable picker. */
export interface TemplateVariable {
  /** e.g. `event.trialEndsAt`. */
  readonly path: string;
  readonly label: string;
  readonly kind: VariableKind;
  /** What the picker puts into the text, e.g. `{{ event.trialEndsAt | date_long }}`. */
  readonly insert: string;
  readonly sample: unknown;
}

const sampleSchool: MailVariables['school'] = { name: 'Clay & Kiln', supportEmail: 'help@clayandkiln.example' };
const sampleContact = contactVariables({ name: 'Ana Ferreira', email: 'ana@example.com' });
const sampleInstant = '2027-01-28T09:30:00Z';

/** Filters to choose from when a variable of this kind is inserted; the first is the usual one. */
export const variableFilters: Readonly<Record<VariableKind, readonly string[]>> = {
  text: [],
  number: [],
  money: ['money'],
  instant: ['date_long', 'date_time'],
  boolean: [],
  list: ['join: ", "', 'size'],
  record: [],
  id: [],
  link: [],
};

/** Variables for emails about these events: the fields that all of the events have, and the contact fields of the school. */
export function templateVariables(
  eventTypes: readonly EventType[],
  audience: MailAudience = 'contact',
  fields: readonly MailField[] = [],
): TemplateVariable[] {
  const people = [
    variable('contact.name', 'Full name', 'text', sampleContact.name),
    variable('contact.firstName', 'First name', 'text', sampleContact.firstName),
    variable('contact.email', 'Email address', 'text', sampleContact.email),
    ...fields.map((field) =>
      variable(fieldVariable(field.id), field.name, field.type === 'number' ? 'number' : 'text', sampleFieldValue(field)),
    ),
    variable('school.name', 'School name', 'text', sampleSchool.name),
    variable('school.supportEmail', 'Support address', 'text', sampleSchool.supportEmail),
  ];
  const [first, ...others] = eventTypes;
  const shared = first ? eventFields(first).filter((field) => others.every((type) => has(type, field))) : [];
  const links = linksFor(eventTypes, audience).map((name) =>
    variable(`links.${name}`, mailLinks[name], 'link', sampleLinks[name]),
  );
  return [...people, ...shared, ...links];
}

/** Sample values for a template: the sample event of the catalogue, and an invented person. */
export function sampleVariables(
  eventType: EventType,
  audience: MailAudience = 'contact',
  fields: readonly MailField[] = [],
): MailVariables {
  const names = linksFor([eventType], audience);
  return {
    contact: {
      ...sampleContact,
      ...(fields.length > 0 && { fields: Object.fromEntries(fields.map((field) => [field.id, sampleFieldValue(field)])) }),
    },
    school: sampleSchool,
    event: { ...eventCatalogue[eventType].sample, occurredAt: sampleInstant },
    links: Object.fromEntries(names.map((name) => [name, sampleLinks[name]])),
  };
}

/** Links that apply to emails about these events. A magic link is never sent to staff, because it signs in as the member. */
export function linksFor(eventTypes: readonly EventType[], audience: MailAudience): MailLink[] {
  if (audience === 'staff') return ['person', 'payments', 'approvals'];
  const every = (...names: string[]) =>
    eventTypes.length > 0 && eventTypes.every((type) => names.some((name) => name in eventCatalogue[type].data.shape));
  return [
    'signIn',
    'portal',
    'account',
    ...(every('invoiceId') ? (['payment'] as const) : []),
    ...(every('courseId', 'productId') ? (['course'] as const) : []),
    ...(every('certificateId') ? (['certificate'] as const) : []),
    'unsubscribe',
  ];
}

const portal = 'https://clayandkiln.example';
const sampleLinks: Readonly<Record<MailLink, string>> = {
  signIn: `${portal}/sign-in/link/sample`,
  portal,
  account: `${portal}/account`,
  payment: 'https://invoice.stripe.com/i/sample',
  course: `${portal}/courses/throwing-on-the-wheel`,
  certificate: `${portal}/certificates/PER-2027-7K3Q9`,
  unsubscribe: `${portal}/unsubscribe/sample`,
  person: 'https://admin.example/contacts/ana',
  payments: 'https://admin.example/settings/payments',
  approvals: 'https://admin.example/automations/approvals',
};

function eventFields(type: EventType): TemplateVariable[] {
  const { data, sample } = eventCatalogue[type];
  const samples: Readonly<Record<string, unknown>> = sample;
  const fields = Object.entries(data.shape).map(([name, field]) => {
    const { title, kind } = describe(field);
    return variable(`event.${name}`, title ?? name, kind, samples[name]);
  });
  return [...fields, variable('event.occurredAt', 'Date and time', 'instant', sampleInstant)];
}

const has = (type: EventType, field: TemplateVariable): boolean =>
  eventFields(type).some(({ path, kind }) => path === field.path && kind === field.kind);

interface FieldMeta {
  title?: string;
  format?: string;
  reference?: string;
}

function describe(field: z.core.$ZodType): { title?: string; kind: VariableKind } {
  const meta: FieldMeta = z.globalRegistry.get(field) ?? {};
  if (field instanceof z.ZodNullable || field instanceof z.ZodOptional) {
    const inner = describe(field.unwrap());
    return { ...inner, title: meta.title ?? inner.title };
  }
  return { title: meta.title, kind: kindOf(field, meta) };
}

function kindOf(field: z.core.$ZodType, meta: FieldMeta): VariableKind {
  if (meta.format === 'money' || meta.format === 'instant') return meta.format;
  if (meta.reference || field instanceof z.ZodUUID) return 'id';
  if (field instanceof z.ZodNumber) return 'number';
  if (field instanceof z.ZodBoolean) return 'boolean';
  if (field instanceof z.ZodArray) return 'list';
  if (field instanceof z.ZodRecord) return 'record';
  return 'text';
}

function variable(path: string, label: string, kind: VariableKind, sample: unknown): TemplateVariable {
  const filter = variableFilters[kind][0];
  return { path, label, kind, insert: filter ? `{{ ${path} | ${filter} }}` : `{{ ${path} }}`, sample };
}

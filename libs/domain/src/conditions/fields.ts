import { membershipStateLabels, membershipStates } from '../billing/state.js';
import { type EventType, eventCatalogue, isEventType } from '../events/catalogue.js';
import { choiceLabel } from '../events/choices.js';
import type { ReferenceKind } from '../events/fields.js';
import { contactFieldDrafts, contactFieldKinds, contactFieldName, type KnownContactField } from './contact-fields.js';
import { eventField, eventFields } from './event-fields.js';
import { type Operator, operatorsFor, type ValueType } from './operators.js';

/** Turns the id of a record into its name; undefined where it is not known. */
export type Names = (kind: string, id: string) => string | undefined;

/** A result of a step that later steps can use. */
export interface OutputField {
  readonly name: string;
  readonly label: string;
  readonly type: ValueType;
  readonly reference?: ReferenceKind;
  readonly options?: readonly string[];
}

/** What conditions at a position of a graph can refer to besides the person. */
export interface FieldScope {
  /** Types of the event that started the run, or of the one that is being filtered. */
  readonly eventTypes: readonly EventType[];
  /** Earlier steps, with their results. */
  readonly nodes?: readonly { readonly id: string; readonly label: string; readonly outputs: readonly OutputField[] }[];
  /** The fields that the school adds to its contacts: for forms and for checks of values. Without them, any ID is accepted. */
  readonly contactFields?: readonly KnownContactField[];
  /** Names that properties of the event have, where they are known: for forms. */
  readonly properties?: readonly string[];
}

/** A field that a condition can read, with everything that the form needs. */
export interface FieldInfo {
  /** As stored in a test. A `*` stands for the `argument`. */
  readonly field: string;
  readonly label: string;
  readonly group: 'Event' | 'Person' | 'Contact fields' | 'Membership' | 'Learning' | 'Access' | 'Earlier steps';
  readonly type: ValueType;
  readonly operators: readonly Operator[];
  readonly reference?: ReferenceKind;
  readonly options?: readonly string[];
  /** What completes the field: the ID of a course or of a contact field, or the name of a property. */
  readonly argument?: 'course' | 'field' | 'property';
  /** Not offered: owners never see the ID of such a record, or choose another field that names it. */
  readonly unlisted?: true;
  /** For a field of the event: the types that have it, where not all do. */
  readonly onlyFor?: readonly EventType[];
}

type Draft = Omit<FieldInfo, 'operators'>;
const finish = (draft: Draft): FieldInfo => ({ ...draft, operators: operatorsFor[draft.type] });

/** The fields of a person, which do not depend on an event. They can select contacts. */
const personal = [
  { field: 'contact.name', label: 'Name', group: 'Person', type: 'text' },
  { field: 'contact.email', label: 'Email', group: 'Person', type: 'text' },
  { field: 'contact.timezone', label: 'Time zone', group: 'Person', type: 'text' },
  { field: 'contact.tags', label: 'Tags', group: 'Person', type: 'list', reference: 'tag' },
  { field: 'contact.segments', label: 'Segment', group: 'Person', type: 'segments', reference: 'segment' },
  { field: 'contact.createdAt', label: 'Date added', group: 'Person', type: 'instant' },
  { field: 'contact.clockId', label: 'Test clock', group: 'Person', type: 'reference', reference: 'clock' },
  { field: 'memberships.plans', label: 'Plans held', group: 'Membership', type: 'list', reference: 'plan' },
  {
    field: 'memberships.states',
    label: 'States of all memberships',
    group: 'Membership',
    type: 'list',
    options: membershipStates,
  },
  { field: 'access.products', label: 'Products they can open', group: 'Access', type: 'list', reference: 'product' },
  { field: 'course.*.progressPercent', label: 'Progress in a course, %', group: 'Learning', type: 'number', argument: 'course' },
  { field: 'course.*.completed', label: 'Completed a course', group: 'Learning', type: 'boolean', argument: 'course' },
  ...contactFieldDrafts,
] as const satisfies readonly Draft[];

type PersonDraft = (typeof personal)[number];
/** Name of a field of the person; `*` stands for the ID of a course or of a contact field. */
export type PersonField = PersonDraft['field'];
/** The kind of value that a field of the person has. */
export type PersonFieldType<F extends PersonField> = Extract<PersonDraft, { field: F }>['type'];

const ofEventMembership: readonly Draft[] = [
  {
    field: 'membership.state',
    label: 'State of this membership',
    group: 'Membership',
    type: 'choice',
    options: membershipStates,
  },
  { field: 'membership.planId', label: 'Plan of this membership', group: 'Membership', type: 'reference', reference: 'plan' },
];

const ofEventCourse: readonly Draft[] = [
  { field: 'course.event.progressPercent', label: 'Progress in this course, %', group: 'Learning', type: 'number' },
  { field: 'course.event.completed', label: 'Completed this course', group: 'Learning', type: 'boolean' },
];

/** Every field that a condition may use in a scope, in the order a form lists them. */
export function fieldsFor(scope: FieldScope): FieldInfo[] {
  const has = (name: string) => scope.eventTypes.some((type) => eventField(type, name));
  return [
    ...eventDrafts(scope.eventTypes),
    ...(has('membershipId') ? ofEventMembership : []),
    ...(has('courseId') ? ofEventCourse : []),
    ...personal,
    ...(scope.contactFields ?? []).map(
      ({ options, ...field }): Draft => ({
        field: contactFieldName(field),
        label: field.name,
        group: 'Contact fields',
        type: contactFieldKinds[field.type],
        ...(options.length > 0 && { options }),
      }),
    ),
    ...(scope.nodes ?? []).flatMap(({ id, label, outputs }) =>
      outputs.map(
        ({ name, ...output }): Draft => ({
          ...output,
          field: `node.${id}.${name}`,
          label: `${output.label} (${label})`,
          group: 'Earlier steps',
        }),
      ),
    ),
  ].map(finish);
}

/** Records that a form offers a list of. */
const listed: ReadonlySet<ReferenceKind> = new Set(['plan', 'product', 'course', 'lesson', 'tag', 'field', 'segment']);

function eventDrafts(types: readonly EventType[]): Draft[] {
  const names = [...new Set(types.flatMap((type) => eventFields(type).map((field) => field.name)))];
  return names.flatMap((name): Draft[] => {
    const having = types.filter((type) => eventField(type, name));
    const field = having[0] && eventField(having[0], name);
    if (!field) return [];
    const { type, reference, options } = field;
    const shared = {
      group: 'Event' as const,
      ...(reference && { reference }),
      ...(reference && !listed.has(reference) && { unlisted: true as const }),
      ...(options && { options }),
      ...(having.length < types.length && { onlyFor: having }),
    };
    if (type === 'map') return [{ ...shared, field: `event.${name}.*`, label: field.label, type: 'mixed', argument: 'property' }];
    return [{ ...shared, field: `event.${name}`, label: field.label, type }];
  });
}

const indexes = new WeakMap<FieldScope, ReadonlyMap<string, FieldInfo>>();

/** Fields of a scope, cached because every test of every condition of a graph reads them. */
function indexOf(scope: FieldScope): ReadonlyMap<string, FieldInfo> {
  const known = indexes.get(scope);
  if (known) return known;
  const index = new Map(fieldsFor(scope).map((info) => [info.field, info]));
  indexes.set(scope, index);
  return index;
}

const eventScopes = new Map<string, FieldScope>();
const noEvent: FieldScope = { eventTypes: [] };

/** The scope of conditions about one event; for an unknown type, only the fields of the person. */
export function scopeOfEvent(type: string | undefined): FieldScope {
  if (type === undefined || !isEventType(type)) return noEvent;
  const known = eventScopes.get(type);
  if (known) return known;
  const scope: FieldScope = { eventTypes: [type] };
  eventScopes.set(type, scope);
  return scope;
}

/** What a contact field is called where its name is not known. */
export const unknownContactField = 'a contact field';

/** The definition of a stored field in a scope; undefined if it does not exist there. */
export function resolveField(field: string, scope: FieldScope, names?: Names): FieldInfo | undefined {
  const index = indexOf(scope);
  const exact = index.get(field);
  if (exact) return exact.argument ? undefined : exact;
  const [first, second, third, ...rest] = field.split('.');
  if (!second || !third || rest.length > 0) return undefined;
  if (first === 'field') {
    const info = index.get(`field.*.${third}`);
    return info && { ...info, field, label: names?.('field', second) ?? unknownContactField };
  }
  if (first !== 'course') {
    const property = index.get(`${first}.${second}.*`);
    return property && { ...property, field, label: third };
  }
  const info = index.get(`course.*.${third}`);
  if (!info || second === 'event') return undefined;
  const course = names?.('course', second) ?? 'a course';
  return { ...info, field, label: info.type === 'boolean' ? `Completed ${course}` : `Progress in ${course}, %` };
}

/** The label of a field, for evidence: the field's own name where nothing better is known. */
export const labelOf = (field: string, scope: FieldScope, names?: Names): string =>
  resolveField(field, scope, names)?.label ?? field.split('.').at(-1) ?? field;

/** The label of one of a field's options. */
export function optionLabel({ options, group }: Pick<FieldInfo, 'options' | 'group'>, value: string): string {
  // The school wrote it.
  if (group === 'Contact fields') return value;
  const state = options === membershipStates ? membershipStates.find((one) => one === value) : undefined;
  return state ? membershipStateLabels[state] : choiceLabel(value);
}

/** Label of an event type. */
export const eventLabel = (type: EventType): string => eventCatalogue[type].label;

import { type EventField, eventField, eventFields } from '../conditions/index.js';
import type { EventType } from '../events/catalogue.js';
import { propertyName } from './same-record.js';

const single = (field: EventField): boolean => !['map', 'list', 'boolean'].includes(field.type);

/** Whether a field of an event can be an entry key: it has a single value, or it is a named property of a custom event. */
export function isEntryKey(type: EventType, key: string): boolean {
  const [name = '', property, ...rest] = key.split('.');
  const field = eventField(type, name);
  if (!field || rest.length > 0) return false;
  return property === undefined ? single(field) : field.type === 'map' && propertyName.test(property);
}

/** The possible entry keys for these events: fields that each event has, with a single value or with properties. */
export function entryKeyFields(types: readonly EventType[]): EventField[] {
  const [first, ...others] = types;
  if (!first) return [];
  return eventFields(first).filter(
    (field) =>
      (single(field) || field.type === 'map') && others.every((type) => eventField(type, field.name)?.type === field.type),
  );
}

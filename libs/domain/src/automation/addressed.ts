import type { EventFact } from '../conditions/index.js';
import { own } from '../conditions/own.js';
import { eventCatalogue, isEventType } from '../events/catalogue.js';
import type { EventDefinition } from '../events/definition.js';

const addresseeOf = (type: string): EventDefinition['addressedTo'] =>
  isEventType(type) ? (eventCatalogue[type] as EventDefinition).addressedTo : undefined;

/** Whether events of a type name the only automation that they may start. */
export const isAddressed = (type: string): boolean => addresseeOf(type) !== undefined;

/** The part of an event's data that names the automation and the trigger that it starts; nothing for other events. */
export function addressOf(type: string, automationId: string, triggerId: string): Record<string, string> {
  const addressee = addresseeOf(type);
  if (!addressee) return {};
  return { [addressee.automation]: automationId, ...(addressee.trigger && { [addressee.trigger]: triggerId }) };
}

/** Whether an event may start an automation. Events about a person may start any; others name the only one. */
export function mayStart(event: EventFact, automationId: string): boolean {
  const addressee = addresseeOf(event.type);
  return addressee === undefined || own(event.data, addressee.automation) === automationId;
}

/** Whether an event may start an automation that it may start through this trigger. */
export function mayStartAt(event: EventFact, nodeId: string): boolean {
  const trigger = addresseeOf(event.type)?.trigger;
  return trigger === undefined || own(event.data, trigger) === nodeId;
}

import { awaitableEventTypes, type EventType, eventCatalogue, publicEventTypes } from '@perennial/domain/events';

const grouped = (types: readonly EventType[]) =>
  [...new Set(types.map((type) => eventCatalogue[type].group))].map((group) => ({
    group,
    items: types
      .filter((type) => eventCatalogue[type].group === group)
      .map((type) => ({ value: type, label: eventCatalogue[type].label })),
  }));

/** Event types that a wait, an exit or a goal can name, by group, as a select lists them. */
export const eventOptions = grouped(awaitableEventTypes);

/** Event types that start automations. */
export const triggerOptions = grouped(publicEventTypes);

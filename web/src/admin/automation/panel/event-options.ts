import { eventCatalogue, publicEventTypes } from '@perennial/domain/events';

/** Event types by group, as a select lists them. */
export const eventOptions = [...new Set(publicEventTypes.map((type) => eventCatalogue[type].group))].map((group) => ({
  group,
  items: publicEventTypes
    .filter((type) => eventCatalogue[type].group === group)
    .map((type) => ({ value: type, label: eventCatalogue[type].label })),
}));

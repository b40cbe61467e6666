import { eventField, eventLabel, type FieldScope } from '../../../conditions/index.js';
import type { EventType } from '../../../events/catalogue.js';
import type { Sameness } from '../../same-record.js';
import type { SettingProblem } from '../definition.js';

/** Reports a property or field that must match but that one of the two events does not have. */
export function checkSameness(
  { eventType, sameProperty }: Sameness & { readonly eventType: EventType },
  scope: FieldScope,
  path: string,
): SettingProblem[] {
  if (!sameProperty) return [];
  const fix = 'Clear the property, or choose a custom event.';
  if (!eventField(eventType, 'properties') && !eventField(eventType, sameProperty))
    return [{ path, message: `“${eventLabel(eventType)}” has no “${sameProperty}” to compare.`, fix }];
  const without = scope.eventTypes.find((type) => !eventField(type, 'properties') && !eventField(type, sameProperty));
  if (!without) return [];
  return [
    { path, message: `“${eventLabel(without)}”, which starts this automation, has no “${sameProperty}” to compare with.`, fix },
  ];
}

import type { Schemas } from '@perennial/api-client';
import { answer, api } from '../../ui/api/client';

/** An entry of a timeline. */
export type TimelineEntry = Schemas['TimelineEntry'];

export const loadTimeline = (contactId: string, before: string | undefined) =>
  answer(api.GET('/api/admin/contacts/{id}/timeline', { params: { path: { id: contactId }, query: { before } } }));

export const loadConsequences = (id: string) =>
  answer(api.GET('/api/admin/events/{id}/consequences', { params: { path: { id } } }));

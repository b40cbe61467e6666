import { api } from '../../ui/api/client';

/** One thing that happened, as a timeline lists it. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly kind: 'event' | 'mail' | 'run';
  readonly type: string;
  readonly label: string;
  readonly detail: string | null;
  readonly causationId: string | null;
  readonly contactId: string | null;
  readonly contactName?: string | null;
  readonly link: string | null;
}

export interface Consequences {
  readonly cause: TimelineEntry | null;
  readonly consequences: readonly TimelineEntry[];
}

export const loadTimeline = (contactId: string, before: string | undefined) =>
  api.get<{ items: readonly TimelineEntry[] }>(`/admin/contacts/${contactId}/timeline`, { before });

export const loadConsequences = (id: string) => api.get<Consequences>(`/admin/events/${id}/consequences`);

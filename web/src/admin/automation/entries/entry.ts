import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { automationKey, automationsKey } from '../automation';
import { reasonInWords } from '../runs/why-not';

/** People added to an automation, with how far that is. */
export type EntryRequest = Schemas['EntryRequest'];
export type EntryRequestDetail = Schemas['EntryRequestDetail'];
/** The people to add. */
export type EntryPeople = Schemas['EntryInput']['people'];

const at = (id: string) => ({ params: { path: { id } } });

/** Requests of an automation. */
export const entriesKey = (id: string) => [...automationKey(id), 'entries'] as const;

/** Automations to which people can be added now. */
export const useStartable = () =>
  useQuery({
    queryKey: [...automationsKey, 'startable'],
    queryFn: () => answer(api.GET('/api/admin/startable-automations')),
  });

export const useEntryRequests = (id: string) =>
  useQuery({ queryKey: entriesKey(id), queryFn: () => answer(api.GET('/api/admin/automations/{id}/entries', at(id))) });

/** Whether people are still being added, or their events are still being delivered. */
export const isBusy = ({ state, recorded, entered, refused }: EntryRequest): boolean =>
  state === 'running' || entered + refused < recorded;

/** What becomes of people is not announced, so it is read again until it is known. */
const pollMs = 1_000;

export const useEntryRequest = (id: string, entryId: string) =>
  useQuery({
    queryKey: [...entriesKey(id), entryId],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/entries/{entryId}', { params: { path: { id, entryId } } })),
    refetchInterval: ({ state }) => (state.data && !isBusy(state.data) ? false : pollMs),
  });

export const addPeople = (id: string, key: string, people: EntryPeople) =>
  answer(api.POST('/api/admin/automations/{id}/entries', { ...at(id), body: { key, people } }));

export const stopAdding = (id: string, entryId: string) =>
  answer(api.POST('/api/admin/automations/{id}/entries/{entryId}/cancel', { params: { path: { id, entryId } } }));

const peopleOf = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en')} people`);

/** “Adding people: 400 of 1,000.”, “4 people entered. 1 person did not enter.” */
export function entriesInWords(request: EntryRequest): string {
  const { state, total, recorded, entered, refused } = request;
  if (isBusy(request)) return `Adding people: ${(entered + refused).toLocaleString('en')} of ${total.toLocaleString('en')}.`;
  const sentences = [
    state === 'cancelled' && `Stopped after ${peopleOf(recorded)}.`,
    entered > 0 && `${peopleOf(entered)} entered.`,
    refused > 0 && `${peopleOf(refused)} did not enter.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length === 0 ? 'Nobody was added.' : sentences.join(' ');
}

/** Why a person did not enter. */
export const refusalInWords = (reason: string | null): string =>
  reason === null ? 'The automation was not active when it was their turn.' : reasonInWords(reason);

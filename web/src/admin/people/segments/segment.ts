import type { Schemas } from '@perennial/api-client';
import type { Condition } from '@perennial/domain/conditions';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { filtered, writeFilter } from '../../../ui/list/filter-link';
import { readCondition } from '../../conditions/condition';

export type Segment = Schemas['Segment'];
export type SegmentDetail = Schemas['SegmentDetail'];

export const segmentsKey = ['segments'] as const;

const at = (id: string) => ({ params: { path: { id } } });

/** The stored condition of a segment, as the rules read it. */
export const conditionOf = ({ condition }: Pick<Segment, 'condition'>): Condition => readCondition(condition);

export const useSegment = (id: string) =>
  useQuery({ queryKey: [...segmentsKey, id], queryFn: () => answer(api.GET('/api/admin/segments/{id}', at(id))) });

/** The address of the contact list with the contacts of a segment. */
export const contactsIn = (id: string): string =>
  filtered('/contacts', [{ field: 'contact.segments', operator: 'isIn', value: [id] }]);

/** How many contacts meet a condition. Not asked for without a condition that can be evaluated. */
export const usePeopleWho = (condition: Condition | null) => {
  const text = condition ? writeFilter(condition) : '';
  return useQuery({
    // Counted again when contacts change, like a list of them.
    queryKey: ['contacts', { meeting: text }],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/contacts', { params: { query: { condition: text, pageSize: 1 } }, signal })),
    enabled: text !== '',
  });
};

export const createSegment = (input: { name: string; condition: Condition }) =>
  answer(api.POST('/api/admin/segments', { body: input as Schemas['SegmentInput'] }));
export const changeSegment = (id: string, change: { name?: string; condition?: Condition }) =>
  answer(api.PATCH('/api/admin/segments/{id}', { ...at(id), body: change as Schemas['SegmentChange'] }));
export const deleteSegment = (id: string) => answer(api.DELETE('/api/admin/segments/{id}', at(id)));

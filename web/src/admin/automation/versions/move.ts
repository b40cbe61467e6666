import type { Schemas } from '@perennial/api-client';
import type { StepMove } from '@perennial/domain/automation';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { automationKey } from '../automation';

/** People who are moved to another version, with how far that is. */
export type Move = Schemas['Move'];
export type MoveDetail = Schemas['MoveDetail'];

const movesKey = (id: string) => [...automationKey(id), 'moves'] as const;
const at = (id: string) => ({ params: { path: { id } } });

export const useMoves = (id: string) =>
  useQuery({ queryKey: movesKey(id), queryFn: () => answer(api.GET('/api/admin/automations/{id}/moves', at(id))) });

/** A live update may be lost with the connection, so a move that runs is read again. */
const pollMs = 2_000;

export const useMove = (id: string, moveId: string) =>
  useQuery({
    queryKey: [...movesKey(id), moveId],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/moves/{moveId}', { params: { path: { id, moveId } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? pollMs : false),
  });

/** Moves people to the published version. */
export const movePeople = (id: string, key: string, moves: readonly StepMove[]) =>
  answer(api.POST('/api/admin/automations/{id}/moves', { ...at(id), body: { key, moves: [...moves] } }));

const peopleOf = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en')} people`);

/** What is done to people, after how many they are. */
const doneTo: Readonly<Record<Move['action'], (version: number) => string>> = {
  move: (version) => `moved to version ${version}.`,
  release: () => 'released.',
  retry: () => 'retried the step.',
  retry_newest: (version) => `retried the step, on version ${version} if it has the step.`,
  skip: () => 'continued without the step.',
  stop: () => 'stopped.',
};

/** “4 people moved to version 3. 1 person was skipped.” */
export function moveInWords({ action, version, moved, exited, skipped, failed }: Move): string {
  const sentences = [
    moved > 0 && `${peopleOf(moved)} ${doneTo[action](version)}`,
    exited > 0 && `${exited === 1 ? 'The journey of 1 person' : `The journeys of ${peopleOf(exited)}`} ended.`,
    skipped > 0 && `${peopleOf(skipped)} ${skipped === 1 ? 'was' : 'were'} skipped.`,
    failed > 0 && `${peopleOf(failed)} could not be moved.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length === 0 ? 'No one was at these steps any more.' : sentences.join(' ');
}

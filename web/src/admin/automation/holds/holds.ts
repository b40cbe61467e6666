import type { Schemas } from '@perennial/api-client';
import { answer, api } from '../../../ui/api/client';

/** A step before which staff hold everyone who reaches it. */
export type HeldStep = Schemas['HeldStep'];

const at = (id: string, nodeId: string) => ({ params: { path: { id, nodeId } } });

export const holdStep = (id: string, nodeId: string) =>
  answer(api.PUT('/api/admin/automations/{id}/holds/{nodeId}', at(id, nodeId)));

/** Ends a hold: everyone who waits before the step continues. */
export const endHold = (id: string, nodeId: string) =>
  answer(api.DELETE('/api/admin/automations/{id}/holds/{nodeId}', at(id, nodeId)));

/** Lets some people continue. The step stays held. */
export const releaseHeld = (id: string, nodeId: string, runIds: readonly string[]) =>
  answer(
    api.POST('/api/admin/automations/{id}/holds/{nodeId}/release', {
      ...at(id, nodeId),
      body: { key: crypto.randomUUID(), runIds: [...runIds] },
    }),
  );

/** “2 people wait”, “No one waits”. */
export const waitInWords = (people: number): string => {
  if (people === 0) return 'No one waits';
  return people === 1 ? '1 person waits' : `${people.toLocaleString('en')} people wait`;
};

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { showDone, showUndo } from '../../../ui/feedback/toasts';
import {
  type Automation,
  archiveAutomation,
  automationKey,
  automationsKey,
  deleteAutomation,
  type People,
  pauseAutomation,
  restoreAutomation,
  resumeAutomation,
} from '../automation';

/** How an automation ends: the journeys of everyone in it end, it leaves the list, or it is deleted. */
export type Ending = 'stop' | 'archive' | 'delete';

/** A dialog that an action opens, because people are in progress. */
export type Asked = Ending | 'pause' | 'resume';

const done: Readonly<Record<Ending, string>> = { stop: 'Paused.', archive: 'Archived.', delete: 'Deleted.' };

/** How many people are in an automation now. */
export const insideOf = ({ counts }: Pick<Automation, 'counts'>): number => counts.running + counts.waiting + counts.parked;

/** Ends an automation. Everything but the end of journeys can be undone. */
export function useEnding(automation: Automation, refresh: () => Promise<unknown>) {
  const { id, state } = automation;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const back = async () => {
    await restoreAutomation(id);
    if (state === 'active') await resumeAutomation(id);
    await queries.invalidateQueries({ queryKey: automationsKey });
  };
  return useMutation({
    mutationFn: async ({ ending, people }: { readonly ending: Ending; readonly people: People }): Promise<void> => {
      if (ending === 'delete') await deleteAutomation(id, people);
      else await (ending === 'archive' ? archiveAutomation : pauseAutomation)(id, people);
    },
    onSuccess: async (_answer, { ending, people }) => {
      if (people === 'exit') showDone(`${done[ending]} The journeys of everyone in it are being ended.`);
      else showUndo(done[ending], back);
      if (ending === 'stop') return refresh();
      await navigate('/automations');
      queries.removeQueries({ queryKey: automationKey(id) });
      return queries.invalidateQueries({ queryKey: automationsKey });
    },
    meta: { failed: 'The automation was not changed' },
  });
}

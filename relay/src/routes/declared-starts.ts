import { definitionOfWorkflow, start, type WorkflowCall, type WorkflowName, workflows } from '@perennial/contracts';
import { eventsThatWake } from '@perennial/domain/events';
import type { EventRouter, Restart } from '../router.js';

/** Routers of the workflows whose input follows from an event alone. */
export const declaredStarts: readonly EventRouter[] = (Object.keys(workflows) as WorkflowName[]).flatMap((name) => {
  const { startedBy } = definitionOfWorkflow(name);
  if (!startedBy) return [];
  const callsOf = (input: ReturnType<typeof startedBy.restart>): WorkflowCall[] =>
    // The declaration of a workflow types its input.
    input === null ? [] : [start(name, input as never)];
  const restart: Restart = async (_em, { schoolId }, key) => callsOf(startedBy.restart({ schoolId }, key));
  const router: EventRouter = {
    name,
    events: eventsThatWake(name),
    route: async (_em, { event, schoolId }) => ({ calls: callsOf(startedBy.input({ schoolId }, event)) }),
    restarts: { [name]: restart },
  };
  return [router];
});

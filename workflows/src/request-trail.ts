import { requestHeader } from '@perennial/contracts';
import { defaultPayloadConverter, type Headers, type WorkflowInterceptorsFactory, workflowInfo } from '@temporalio/workflow';

/**
 * Passes the request ID of a workflow to its activities, children and successors. The last signal determines it: after a click
 * cancels a membership, its work has the ID of that click. The members of a wait group entered with many requests,
 * so it has none. Headers are not commands, so histories replay with and without them.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let last: Headers = {};
  const hear = (headers: Headers): void => {
    const sent = headers[requestHeader];
    if (sent && workflowInfo().workflowType !== 'waitGroup') last = { [requestHeader]: sent };
  };
  const tell = <I extends { readonly headers: Headers }>(input: I): I => ({ ...input, headers: { ...input.headers, ...last } });
  return {
    inbound: [
      {
        execute(input, next) {
          hear(input.headers);
          return next(input);
        },
        handleSignal(input, next) {
          hear(input.headers);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(tell(input)),
        scheduleLocalActivity: (input, next) => next(tell(input)),
        startChildWorkflowExecution: (input, next) => next(tell(input)),
        signalWorkflow: (input, next) => next(tell(input)),
        continueAsNew: (input, next) => next(tell(input)),
        getLogAttributes(input, next) {
          const sent = last[requestHeader];
          return next(sent ? { ...input, requestId: defaultPayloadConverter.fromPayload(sent) } : input);
        },
      },
    ],
  };
};

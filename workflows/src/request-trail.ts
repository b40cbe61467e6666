import { requestHeader } from '@perennial/contracts';
import { defaultPayloadConverter, type Headers, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/**
 * Hands the id of the request that a workflow works for on to its activities, children and successors. What woke it last
 * counts: a membership that a click has cancelled works for that click. Headers are no commands: histories replay with and
 * without them.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let last: Headers = {};
  const hear = (headers: Headers): void => {
    const sent = headers[requestHeader];
    if (sent) last = { [requestHeader]: sent };
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

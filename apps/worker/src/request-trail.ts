import { requestHeader } from '@perennial/contracts';
import { currentRequest, onAccountOf } from '@perennial/logging';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { WorkerLogger } from './log.js';

/** Adds the ID of the causing request to every start and signal. */
export const requestTrail: WorkflowClientInterceptor = {
  startWithDetails: (input, next) => next(withRequest(input)),
  signal: (input, next) => next(withRequest(input)),
  signalWithStart: (input, next) => next(withRequest(input)),
};

/** Runs an activity with the request ID of its workflow, and logs its completion. Temporal logs failures. */
export const activityTrail =
  (log: WorkerLogger): ActivityInterceptorsFactory =>
  ({ info }) => ({
    inbound: {
      execute: (input, next) =>
        onAccountOf(requestOf(input.headers), async () => {
          const { activityType, attempt, workflowExecution } = info;
          const started = performance.now();
          const result = await next(input);
          const ms = Math.round(performance.now() - started);
          log.info({ activityType, attempt, workflowId: workflowExecution?.workflowId, ms }, 'activity done');
          return result;
        }),
    },
    outbound: {
      getLogAttributes(input, next) {
        const requestId = currentRequest();
        return next(requestId === null ? input : { ...input, requestId });
      },
    },
  });

function withRequest<I extends { readonly headers: Headers }>(input: I): I {
  const requestId = currentRequest();
  if (requestId === null) return input;
  return { ...input, headers: { ...input.headers, [requestHeader]: defaultPayloadConverter.toPayload(requestId) } };
}

function requestOf(headers: Headers): string | null {
  const sent = headers[requestHeader];
  return sent ? String(defaultPayloadConverter.fromPayload(sent)) : null;
}

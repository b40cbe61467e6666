import { requestHeader } from '@perennial/contracts';
import { currentRequest, onAccountOf } from '@perennial/logging';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { WorkerLogger } from './log.js';

/** Gives every start and signal the id of the request on whose account it is made. */
export const requestTrail: WorkflowClientInterceptor = {
  startWithDetails: (input, next) => next(withRequest(input)),
  signal: (input, next) => next(withRequest(input)),
  signalWithStart: (input, next) => next(withRequest(input)),
};

/** Runs an activity on account of the request that its workflow works for, and writes a line when it is done; Temporal writes one when it failed. */
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

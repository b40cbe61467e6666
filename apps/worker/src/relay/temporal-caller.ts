import { type SearchAttributeName, wakeSignal, workflows } from '@perennial/contracts';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';
import type { TemporalCall } from './calls.js';

/** Makes the calls that events lead to. Each may be repeated: ids come from business keys and signals carry no facts. */
export class TemporalCaller {
  constructor(private readonly client: Client) {}

  async make(call: TemporalCall): Promise<void> {
    switch (call.kind) {
      case 'wakeMembership': {
        const { membershipId, schoolId, contactId, clockId } = call.input;
        await this.client.workflow.signalWithStart('membership', {
          workflowId: workflows.membership.id(membershipId),
          taskQueue: workflows.membership.queue,
          args: [call.input],
          signal: wakeSignal,
          signalArgs: [],
          staticSummary: 'Membership: trial, billing periods and access dates',
          typedSearchAttributes: attributes({
            SchoolId: schoolId,
            ContactId: contactId,
            MembershipId: membershipId,
            ClockId: clockId,
          }),
        });
        return;
      }
      case 'wakeRun':
        await this.#signal(workflows.automationRun.id(call.runId));
        return;
      case 'startDispatch':
        await this.#start('dispatch', call.input.eventId, call.input, 'Journeys that one event started, up to their first wait', {
          SchoolId: call.input.schoolId,
          ContactId: call.contactId,
        });
        return;
      case 'startSignInMail':
        await this.#start(
          'signInMail',
          call.input.eventId,
          call.input,
          `Sign-in mail: ${call.input.purpose.replaceAll('_', ' ')}`,
          {
            SchoolId: call.input.schoolId,
            ContactId: call.input.contactId,
          },
        );
        return;
      case 'startTestClock':
        await this.#start('testClock', call.input.clockId, call.input, 'Test clock on its way to a later instant', {
          SchoolId: call.input.schoolId,
          ClockId: call.input.clockId,
        });
    }
  }

  async #start(
    name: 'dispatch' | 'signInMail' | 'testClock',
    key: string,
    input: object,
    staticSummary: string,
    shown: Partial<Record<SearchAttributeName, string | null>>,
  ): Promise<void> {
    try {
      await this.client.workflow.start(name, {
        workflowId: workflows[name].id(key),
        taskQueue: workflows[name].queue,
        args: [input],
        // A clock is advanced many times; everything else happens once.
        workflowIdReusePolicy: name === 'testClock' ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
        staticSummary,
        typedSearchAttributes: attributes(shown),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  async #signal(workflowId: string): Promise<void> {
    try {
      await this.client.workflow.getHandle(workflowId).signal(wakeSignal);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}

/** Typed search attributes from plain values; nulls are left out. */
export function attributes(values: Partial<Record<SearchAttributeName, string | null>>): TypedSearchAttributes {
  const pairs: SearchAttributePair[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value) pairs.push({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value });
  }
  return new TypedSearchAttributes(pairs);
}

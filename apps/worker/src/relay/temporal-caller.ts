import { type SearchAttributeName, wakeSignal, workflows } from '@perennial/contracts';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';
import type { TemporalCall } from './calls.js';
import type { TemporalPort } from './relay.js';

/** Calls under way at once for one event. */
const atOnce = 20;

/** Makes the calls that events lead to. Each may be repeated: ids come from business keys and signals carry no facts. */
export class TemporalCaller implements TemporalPort {
  constructor(private readonly client: Client) {}

  async make(call: TemporalCall): Promise<void> {
    switch (call.kind) {
      case 'wakeMembership': {
        const { membershipId, schoolId, contactId, clockId } = call.input;
        await this.#startOrWake('membership', membershipId, call.input, 'Membership: trial, billing periods and access dates', {
          SchoolId: schoolId,
          ContactId: contactId,
          MembershipId: membershipId,
          ClockId: clockId,
        });
        return;
      }
      case 'wakeRun':
        await this.#signal(workflows.automationRun.id(call.runId));
        return;
      case 'wakeEnrolments':
        await inBatches(call.inputs, (input) =>
          this.#startOrWake('enrolment', input.enrolmentId, input, 'Enrolment: opens the lessons of a course over time', {
            SchoolId: input.schoolId,
            ContactId: input.contactId,
            CourseId: input.courseId,
            ClockId: input.clockId,
          }),
        );
        return;
      case 'issueCertificate':
        await this.#startOrWake('certificate', call.input.certificateId, call.input, 'Certificate: drawn, stored and announced', {
          SchoolId: call.input.schoolId,
          ContactId: call.input.contactId,
          CourseId: call.input.courseId,
        });
        return;
      case 'startDispatch':
        await this.#start('dispatch', call.input.eventId, call.input, 'Journeys that one event started, up to their first wait', {
          SchoolId: call.input.schoolId,
          ContactId: call.contactId,
        });
        return;
      case 'watchGrant':
        await this.#startOrWake('grant', call.input.entitlementId, call.input, 'Grant: the end of access given for a time', {
          SchoolId: call.input.schoolId,
          ContactId: call.input.contactId,
          ClockId: call.input.clockId,
        });
        return;
      case 'startSystemMail':
        await this.#start('systemMail', call.input.eventId, call.input, `Mail outside automations: ${call.about}`, {
          SchoolId: call.input.schoolId,
          ContactId: call.input.contactId,
        });
        return;
      case 'startReconcile':
        await this.#startOrWake('reconcile', call.input.schoolId, call.input, 'Finds what webhooks missed', {
          SchoolId: call.input.schoolId,
        });
        return;
      case 'startTestClock':
        await this.#startOrWake('testClock', call.input.clockId, call.input, 'Test clock on its way to a later instant', {
          SchoolId: call.input.schoolId,
          ClockId: call.input.clockId,
        });
    }
  }

  /** One that runs already looks again; one that has ended starts anew. */
  async #startOrWake(
    name: 'membership' | 'enrolment' | 'grant' | 'certificate' | 'testClock' | 'reconcile',
    key: string,
    input: object,
    staticSummary: string,
    shown: Partial<Record<SearchAttributeName, string | null>>,
  ): Promise<void> {
    await this.client.workflow.signalWithStart(name, {
      workflowId: workflows[name].id(key),
      taskQueue: workflows[name].queue,
      args: [input],
      signal: wakeSignal,
      signalArgs: [],
      staticSummary,
      typedSearchAttributes: attributes(shown),
    });
  }

  async #start(
    name: 'dispatch' | 'systemMail',
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
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
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

/** A changed course may concern many people: some at a time, so that the frontend of Temporal is not flooded. */
async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += atOnce) await Promise.all(items.slice(start, start + atOnce).map(work));
}

/** Typed search attributes from plain values; nulls are left out. */
export function attributes(values: Partial<Record<SearchAttributeName, string | null>>): TypedSearchAttributes {
  const pairs: SearchAttributePair[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value) pairs.push({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value });
  }
  return new TypedSearchAttributes(pairs);
}

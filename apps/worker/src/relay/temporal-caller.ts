import {
  attributePairs,
  type SchoolScoped,
  type SearchAttributeValues,
  type WorkflowMemo,
  type WorkflowName,
  wakeSignal,
  workflows,
} from '@perennial/contracts';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { TemporalCall } from './calls.js';
import type { TemporalPort } from './relay.js';

/** Calls under way at once for one event. */
const atOnce = 20;

/** Makes the calls that events lead to. Each may be repeated: ids come from business keys and signals carry no facts. */
export class TemporalCaller implements TemporalPort {
  constructor(
    private readonly client: Client,
    private readonly adminUrl: string,
  ) {}

  async make(call: TemporalCall): Promise<void> {
    switch (call.kind) {
      case 'wakeMembership': {
        const { membershipId, contactId, clockId } = call.input;
        const shown = { ContactId: contactId, MembershipId: membershipId, ClockId: clockId };
        return this.#startOrWake('membership', membershipId, call.input, shown);
      }
      case 'wakeRun':
        return this.#signal(workflows.automationRun.id(call.runId));
      case 'wakeEnrolments':
        return inBatches(call.inputs, (input) => {
          const { enrolmentId, contactId, courseId, clockId } = input;
          return this.#startOrWake('enrolment', enrolmentId, input, {
            ContactId: contactId,
            CourseId: courseId,
            ClockId: clockId,
          });
        });
      case 'issueCertificate': {
        const { certificateId, contactId, courseId } = call.input;
        return this.#startOrWake('certificate', certificateId, call.input, { ContactId: contactId, CourseId: courseId });
      }
      case 'startDispatch':
        return this.#start('dispatch', call.input.eventId, call.input, { ContactId: call.contactId });
      case 'watchGrant': {
        const { entitlementId, contactId, clockId } = call.input;
        return this.#startOrWake('grant', entitlementId, call.input, { ContactId: contactId, ClockId: clockId });
      }
      case 'startSystemMail': {
        const { eventId, contactId } = call.input;
        const summary = `${workflows.systemMail.summary}: ${call.about}`;
        return this.#start('systemMail', eventId, call.input, { ContactId: contactId }, summary);
      }
      case 'startContactImport':
        return this.#start('contactImport', call.input.importId, call.input, {});
      case 'startReconcile':
        return this.#startOrWake('reconcile', call.input.schoolId, call.input, {});
      case 'startTestClock':
        return this.#startOrWake('testClock', call.input.clockId, call.input, { ClockId: call.input.clockId });
      case 'terminate':
        return this.#terminate(call.workflowId, call.executionId);
      case 'startRun':
        return this.#startRun(call);
    }
  }

  /** One that runs already looks again; one that has ended starts anew. */
  async #startOrWake(
    name: 'membership' | 'enrolment' | 'grant' | 'certificate' | 'testClock' | 'reconcile',
    key: string,
    input: SchoolScoped,
    shown: SearchAttributeValues,
  ): Promise<void> {
    await this.client.workflow.signalWithStart(name, {
      ...this.#options(name, key, input, shown),
      signal: wakeSignal,
      signalArgs: [],
    });
  }

  async #start(
    name: 'contactImport' | 'dispatch' | 'systemMail',
    key: string,
    input: SchoolScoped,
    shown: SearchAttributeValues,
    staticSummary?: string,
  ): Promise<void> {
    try {
      await this.client.workflow.start(name, {
        ...this.#options(name, key, input, shown),
        // One that was ended because it was stuck may begin again; a dispatch may not: its runs go on by themselves.
        workflowIdReusePolicy: name === 'dispatch' ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
        ...(staticSummary && { staticSummary }),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  async #terminate(workflowId: string, executionId: string): Promise<void> {
    try {
      await this.client.workflow.getHandle(workflowId, executionId).terminate('restarted from Postgres');
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  async #startRun({ input, revision, delaySeconds }: TemporalCall & { kind: 'startRun' }): Promise<void> {
    const { runId, contactId, automationId, version, clockId } = input;
    try {
      await this.client.workflow.start('automationRun', {
        ...this.#options('automationRun', runId, input, {
          ContactId: contactId,
          AutomationId: automationId,
          AutomationVersion: `${automationId}:${version}`,
          ClockId: clockId,
        }),
        args: [input, revision],
        // A repeated call finds the run that the first one started: it runs, or is over and stays over.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
        ...(delaySeconds > 0 && { startDelay: `${delaySeconds}s` }),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  #options(name: WorkflowName, key: string, input: SchoolScoped, shown: SearchAttributeValues) {
    const memo: WorkflowMemo = { adminUrl: this.adminUrl };
    return {
      workflowId: workflows[name].id(key),
      taskQueue: workflows[name].queue,
      args: [input],
      staticSummary: workflows[name].summary,
      memo: { ...memo },
      // Children, activities and what continues as new inherit it: a busy school does not hold up the others.
      priority: { fairnessKey: input.schoolId },
      typedSearchAttributes: attributePairs({ SchoolId: input.schoolId, ...shown }),
    };
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

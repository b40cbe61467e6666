import { start, type WorkflowCall, wake } from '@perennial/contracts';

/** Calls as the outbox stores them. An object, not a list: relays of an earlier release must stop at it, not skip it. */
export interface StoredCalls {
  readonly calls: readonly WorkflowCall[];
}

/** Calls as earlier releases stored them. Their relays may still write them while an upgrade is rolled out. */
type EarlierCall =
  | { readonly kind: 'wakeMembership'; readonly input: InputOfStart<'membership'> }
  | { readonly kind: 'wakeRun'; readonly runId: string }
  | { readonly kind: 'wakeEnrolments'; readonly inputs: readonly InputOfStart<'enrolment'>[] }
  | { readonly kind: 'issueCertificate'; readonly input: InputOfStart<'certificate'> }
  | { readonly kind: 'startDispatch'; readonly input: InputOfStart<'dispatch'>; readonly contactId: string | null }
  | { readonly kind: 'watchGrant'; readonly input: InputOfStart<'grant'> }
  | { readonly kind: 'startSystemMail'; readonly input: InputOfStart<'systemMail'> }
  | { readonly kind: 'startContactImport'; readonly input: InputOfStart<'contactImport'> }
  | { readonly kind: 'startReconcile'; readonly input: InputOfStart<'reconcile'> }
  | { readonly kind: 'startTestClock'; readonly input: InputOfStart<'testClock'> }
  | { readonly kind: 'terminate'; readonly workflowId: string; readonly executionId: string }
  | {
      readonly kind: 'startRun';
      readonly input: Omit<InputOfStart<'automationRun'>, 'revision'>;
      readonly revision: number;
      readonly delaySeconds: number;
    };
type InputOfStart<N extends Parameters<typeof start>[0]> = Parameters<typeof start<N>>[1];

/** Reads stored calls, also of earlier releases; null while the event is not decided. */
export function readCalls(stored: unknown): readonly WorkflowCall[] | null {
  if (stored === null) return null;
  if (Array.isArray(stored)) return (stored as EarlierCall[]).flatMap(fromEarlier);
  return (stored as StoredCalls).calls;
}

function fromEarlier(call: EarlierCall): WorkflowCall[] {
  switch (call.kind) {
    case 'wakeMembership':
      return [start('membership', call.input)];
    case 'wakeRun':
      return [wake('automationRun', call.runId)];
    case 'wakeEnrolments':
      return call.inputs.map((input) => start('enrolment', input));
    case 'issueCertificate':
      return [start('certificate', call.input)];
    case 'startDispatch':
      return [start('dispatch', { ...call.input, contactId: call.contactId })];
    case 'watchGrant':
      return [start('grant', call.input)];
    case 'startSystemMail':
      return [start('systemMail', call.input)];
    case 'startContactImport':
      return [start('contactImport', call.input)];
    case 'startReconcile':
      return [start('reconcile', call.input)];
    case 'startTestClock':
      return [start('testClock', call.input)];
    case 'terminate':
      return [{ operation: 'terminate', workflowId: call.workflowId, executionId: call.executionId }];
    case 'startRun':
      return [start('automationRun', { ...call.input, revision: call.revision }, call.delaySeconds)];
  }
}

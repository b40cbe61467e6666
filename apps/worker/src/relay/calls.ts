import type {
  AutomationRunInput,
  CertificateInput,
  ContactImportInput,
  DispatchInput,
  EnrolmentInput,
  GrantInput,
  MembershipInput,
  ReconcileInput,
  SystemMailInput,
  TestClockInput,
} from '@perennial/contracts';

/**
 * A call to Temporal that an event leads to. Stored with the outbox row before it is made, so that a killed relay
 * makes it again; each is safe to repeat.
 */
export type TemporalCall =
  | { readonly kind: 'wakeMembership'; readonly input: MembershipInput }
  | { readonly kind: 'wakeRun'; readonly runId: string }
  | { readonly kind: 'wakeEnrolments'; readonly inputs: readonly EnrolmentInput[] }
  | { readonly kind: 'issueCertificate'; readonly input: CertificateInput }
  | { readonly kind: 'startDispatch'; readonly input: DispatchInput; readonly contactId: string | null }
  | { readonly kind: 'watchGrant'; readonly input: GrantInput }
  /** @param about which mail, in words that name nobody */
  | { readonly kind: 'startSystemMail'; readonly input: SystemMailInput; readonly about: string }
  | { readonly kind: 'startContactImport'; readonly input: ContactImportInput }
  | { readonly kind: 'startReconcile'; readonly input: ReconcileInput }
  | { readonly kind: 'startTestClock'; readonly input: TestClockInput }
  /** Ends one execution; one that has taken its place is left alone. */
  | { readonly kind: 'terminate'; readonly workflowId: string; readonly executionId: string }
  /** @param delaySeconds gives an effect that is under way the time to end: it is recorded before the run is read */
  | { readonly kind: 'startRun'; readonly input: AutomationRunInput; readonly revision: number; readonly delaySeconds: number };

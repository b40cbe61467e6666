export { automationRun } from './automation-run/automation-run.workflow.js';
export { certificate } from './certificate/certificate.workflow.js';
export { dispatch } from './dispatch/dispatch.workflow.js';
export { enrolment } from './enrolment/enrolment.workflow.js';
export { membership } from './membership/membership.workflow.js';
export { reconcile } from './reconcile/reconcile.workflow.js';
export { signInMail } from './sign-in-mail/sign-in-mail.workflow.js';
export { testClock } from './test-clock/test-clock.workflow.js';

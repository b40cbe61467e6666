import { describe, expect, it } from '@jest/globals';
import { start, wake } from '@perennial/contracts';
import { readCalls } from './stored-calls.js';

const schoolId = 'school';
const contactId = 'contact';
const clockId = null;

describe('calls as an earlier release stored them', () => {
  const run = { schoolId, runId: 'run', contactId, automationId: 'automation', version: 2, clockId };
  const membership = { schoolId, membershipId: 'm', contactId, clockId };
  const enrolment = (enrolmentId: string) => ({ schoolId, enrolmentId, contactId, courseId: 'course', clockId });
  const certificate = { schoolId, certificateId: 'c', contactId, courseId: 'course' };
  const grant = { schoolId, entitlementId: 'e', contactId, clockId };
  const dispatch = { schoolId, eventId: 'event', runIds: ['run'] };
  const mail = { schoolId, eventId: 'event', contactId };

  it.each([
    [{ kind: 'wakeMembership', input: membership }, [start('membership', membership)]],
    [{ kind: 'wakeRun', runId: 'run' }, [wake('automationRun', 'run')]],
    [{ kind: 'wakeEnrolments', inputs: ['a', 'b'].map(enrolment) }, ['a', 'b'].map((id) => start('enrolment', enrolment(id)))],
    [{ kind: 'issueCertificate', input: certificate }, [start('certificate', certificate)]],
    [{ kind: 'startDispatch', input: dispatch, contactId }, [start('dispatch', { ...dispatch, contactId })]],
    [{ kind: 'watchGrant', input: grant }, [start('grant', grant)]],
    [{ kind: 'startSystemMail', input: mail, about: 'Sign-in link requested' }, [start('systemMail', mail)]],
    [{ kind: 'startContactImport', input: { schoolId, importId: 'i' } }, [start('contactImport', { schoolId, importId: 'i' })]],
    [{ kind: 'startReconcile', input: { schoolId } }, [start('reconcile', { schoolId })]],
    [{ kind: 'startTestClock', input: { schoolId, clockId: 'k' } }, [start('testClock', { schoolId, clockId: 'k' })]],
    [
      { kind: 'terminate', workflowId: 'run-1', executionId: 'x' },
      [{ operation: 'terminate', workflowId: 'run-1', executionId: 'x' }],
    ],
    [
      { kind: 'startRun', input: run, revision: 7, delaySeconds: 60 },
      [{ operation: 'start', workflow: 'automationRun', input: { ...run, revision: 7 }, delaySeconds: 60 }],
    ],
  ])('%j is made today', (stored, calls) => {
    expect(readCalls([stored])).toEqual(calls);
  });
});

describe('stored calls', () => {
  it('are not there before the event is decided', () => expect(readCalls(null)).toBeNull());

  it('come back as they were stored', () => {
    const calls = [start('reconcile', { schoolId })];
    expect(readCalls(JSON.parse(JSON.stringify({ calls })))).toEqual(calls);
  });
});

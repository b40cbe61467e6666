import { describe, expect, it } from '@jest/globals';
import { someId, unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { issueCertificate } from './index.js';

describe('issue certificate', () => {
  it('is for the course they completed, or always for one', () => {
    expect(issueCertificate.plan({}, visitBy('UTC', { courseId: someId }))).toMatchObject({
      effect: { kind: 'requestCertificate', scope: 'own', courseId: someId },
    });
    expect(issueCertificate.plan({ courseFrom: 'fixed', courseId: someId }, unloaded)).toMatchObject({
      effect: { courseId: someId },
    });
  });
  it('parks the run if the event names no course, instead of ending it without a certificate', () => {
    expect(issueCertificate.plan({}, unloaded)).toMatchObject({ kind: 'park', code: 'no_course' });
  });
  it('a trigger that is not about a course is a problem before publishing', () => {
    expect(issueCertificate.inspect({}, { eventTypes: ['course.completed', 'tag.added'] }).problems).toHaveLength(1);
    expect(issueCertificate.inspect({}, { eventTypes: ['course.completed'] }).problems).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { someId, unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { revokeCertificate } from './index.js';

const reason = 'Refunded';

describe('revoke certificate', () => {
  it('is for a course, for the course of the event, or for all courses', () => {
    const effectOf = (config: object, visit = unloaded) => revokeCertificate.plan({ reason, ...config }, visit);
    const effect = { kind: 'revokeCertificates', scope: 'own', reason };
    expect(effectOf({ courseFrom: 'fixed', courseId: someId })).toMatchObject({ effect: { ...effect, courseId: someId } });
    expect(effectOf({ courseFrom: 'event' }, visitBy('UTC', { courseId: someId }))).toMatchObject({
      effect: { ...effect, courseId: someId },
    });
    expect(effectOf({ courseFrom: 'all' })).toMatchObject({ effect: { ...effect, courseId: null } });
  });

  it('parks the run if the event names no course, instead of revoking every certificate', () => {
    expect(revokeCertificate.plan({ courseFrom: 'event', reason }, unloaded)).toMatchObject({ kind: 'park', code: 'no_course' });
  });

  it('a trigger that is not about a course is a problem before publishing', () => {
    const problemsFor = (courseFrom: string, eventType: 'course.completed' | 'tag.added') =>
      revokeCertificate.inspect({ courseFrom, reason }, { eventTypes: [eventType] }).problems.length;
    expect(problemsFor('event', 'tag.added')).toBe(1);
    expect(problemsFor('event', 'course.completed')).toBe(0);
    expect(problemsFor('all', 'tag.added')).toBe(0);
  });

  it('says which certificates it revokes', () => {
    const said = (config: object) => revokeCertificate.summary({ reason, ...config }, () => 'Glazing');
    expect(said({ courseFrom: 'fixed', courseId: someId })).toBe('Revoke the certificate for “Glazing”');
    expect(said({ courseFrom: 'event' })).toBe('Revoke the certificate for this course');
    expect(said({ courseFrom: 'all' })).toBe('Revoke all their certificates');
  });
});

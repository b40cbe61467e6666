import { describe, expect, it } from '@jest/globals';
import type { Schemas } from '@perennial/api-client';
import { moveText, movingLine, operatedText, reasonOf, runsText, runText } from './views.js';

const contact = { id: 'c', name: 'Ana Ferreira', email: 'ana@example.org', clockId: null };
const run: Schemas['ProgramRun'] = {
  ...{ id: 'r1', automationId: 'a', automationName: 'Welcome', contact, state: 'waiting', version: 2 },
  ...{
    startedAt: '2027-01-17T10:00:00.000Z',
    finishedAt: null,
    waitingFor: 'Waits 3 days.',
    waitUntil: '2027-01-20T10:00:00.000Z',
  },
  ...{ problem: null, code: null, held: false, step: { id: 'pause', kind: 'waitDuration', label: 'Wait' } },
};
const parked: Schemas['ProgramRun'] = { ...run, id: 'r2', state: 'parked', problem: 'The host answered 500.', waitUntil: null };
const move: Schemas['MoveDetail'] = {
  ...{
    id: 'm',
    action: 'move',
    version: 2,
    requestedBy: 'CI',
    state: 'done',
    createdAt: run.startedAt,
    finishedAt: run.startedAt,
  },
  ...{ total: 4, moved: 2, exited: 0, skipped: 1, failed: 1 },
  results: [
    { runId: 'r1', contactName: 'Ana', outcome: 'failed', reason: 'The step is gone.' },
    { runId: 'r2', contactName: null, outcome: 'skipped', reason: null },
    { runId: 'r3', contactName: 'Ben', outcome: 'moved', reason: null },
  ],
};

describe('journeys', () => {
  it('are listed with who is where and why', () => {
    const [titles, first, second] = runsText([run, parked], null).split('\n');
    expect(titles).toMatch(/^PERSON +STATE +STEP +VERSION +STARTED +WHY +ID$/);
    expect(first).toMatch(/^Ana Ferreira +waiting +Wait +2 +2027-01-17 10:00 UTC +Waits 3 days\. +r1$/);
    expect(second).toMatch(/The host answered 500\. +r2$/);
  });

  it('say how to see more of them, and that none fits', () => {
    expect(runsText([run], 'r1')).toContain('There are more: --after r1');
    expect(runsText([], null)).toBe('No journey fits.');
  });

  it('of a deleted person are listed without a name', () => {
    expect(runsText([{ ...run, contact: null }], null)).toContain('(deleted)');
  });

  it('wait for a time, for staff who hold them, or need attention', () => {
    expect(reasonOf({ ...run, held: true })).toBe('held by staff');
    expect(reasonOf({ ...run, waitingFor: null })).toBe('until 2027-01-20 10:00 UTC');
    expect(reasonOf({ ...run, waitingFor: null, waitUntil: null })).toBe('');
    expect(reasonOf({ ...parked, problem: null })).toBe('needs attention');
  });

  it('are shown with their steps, the branch at each, and failed attempts', () => {
    const text = runText({
      ...parked,
      steps: [
        {
          ...{
            step: { id: 'start', kind: 'trigger', label: 'Signs up' },
            visit: 1,
            port: 'next',
            evidence: { reason: 'Entered.' },
          },
          ...{ enteredAt: run.startedAt, leftAt: run.startedAt },
        },
        {
          ...{ step: { id: 'call', kind: 'callUrl', label: 'Call' }, visit: 1, port: null, evidence: null },
          ...{ enteredAt: run.startedAt, leftAt: null },
        },
      ],
      attempts: [{ nodeId: 'call', visit: 1, version: 2, at: run.startedAt, code: 'http', problem: 'The host answered 500.' }],
      ...{ moves: [], newestVersion: 3, eventId: 'e', rerunOf: null },
    });
    expect(text).toMatch(/Retry with +--version newest uses version 3/);
    expect(text).toMatch(/2027-01-17 10:00 UTC +2027-01-17 10:00 UTC +Signs up +next +Entered\./);
    expect(text).toMatch(/Failed attempts:\n {2}2027-01-17 10:00 UTC +The host answered 500\.$/);
  });

  it('that are acted on are named, with how to see the result', () => {
    expect(operatedText('retry', parked)).toBe('The step is retried: Ana Ferreira. See the result with: perennial runs show r2');
  });
});

describe('a move', () => {
  it('shows how far it is, and who was not moved', () => {
    expect(movingLine(move)).toBe('4 of 4 done, 2 moved, 1 had continued, 1 failed');
    const text = moveText(move);
    expect(text).toMatch(/Ana +failed +The step is gone\./);
    expect(text).toMatch(/r2 +skipped/);
    expect(text).not.toContain('Ben');
    expect(text).toMatch(/Move ID: m$/);
  });

  it('of nobody says so', () => {
    expect(moveText({ ...move, total: 0 })).toBe('Nobody is at these steps, so nobody is moved.');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { taskQueues, type WorkflowName } from '@perennial/contracts';
import { heartbeat, sleep } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import {
  cancelDuringActivity,
  endOfCancelled,
  eventually,
  openTimeSkipping,
  type TimeSkipping,
} from '../spec-support/time-skipping.js';

/** What was written to the rows of those that were cancelled or failed. */
const written: (readonly [string, unknown])[] = [];
let begun = 0;
let work: () => Promise<unknown>;
/** A batch of an import that does not notice its cancellation: it is short. */
let finishBatch = () => {};
let batch: Promise<void>;

/** Takes as long as the server runs, unless it is cancelled. */
async function endless(): Promise<void> {
  begun += 1;
  for (;;) {
    heartbeat();
    await sleep(20);
  }
}

let skipping: TimeSkipping;
beforeAll(async () => {
  const activities = {
    importContacts: async () => {
      begun += 1;
      await batch;
      return { left: 1 };
    },
    cancelImport: async ({ importId }: { importId: string }) => void written.push(['import', importId]),
    moveRuns: async () => {
      begun += 1;
      await batch;
      return { left: 1 };
    },
    cancelMove: async ({ moveId }: { moveId: string }) => void written.push(['move', moveId]),
    driveClock: () => work(),
    failClock: async (_input: object, code: string) => void written.push(['clock', code]),
    evaluateCertificate: async () => ({ wanted: true }),
    storeCertificate: () => work(),
    failCertificate: async (_input: object, code: string) => void written.push(['certificate', code]),
  };
  skipping = await openTimeSkipping({ [taskQueues.lifecycle]: activities, [taskQueues.effects]: activities });
}, 60_000);
afterAll(() => skipping.close(), 60_000);

const input = {
  schoolId: 'school',
  importId: 'file',
  moveId: 'move',
  clockId: 'clock',
  certificateId: 'paper',
  contactId: 'a',
  courseId: 'b',
};

describe('a workflow that is cancelled in Temporal', () => {
  it.each<[WorkflowName, string, readonly [string, unknown]]>([
    ['contactImport', 'file', ['import', 'file']],
    ['moveRuns', 'move', ['move', 'move']],
    ['testClock', 'clock', ['clock', 'cancelled']],
    ['certificate', 'paper', ['certificate', 'cancelled']],
  ])('%s writes it to its row, so that nobody waits for it', async (name, key, row) => {
    begun = 0;
    work = endless;
    batch = new Promise((resolve) => {
      finishBatch = resolve;
    });
    const handle = await skipping.start(name, key, input);
    await eventually(
      () => begun,
      (count) => count > 0,
    );
    await cancelDuringActivity(handle);
    finishBatch();
    await endOfCancelled(handle);
    expect(written.at(-1)).toEqual(row);
  });
});

describe('a test clock that fails', () => {
  it.each([
    ['clock_unsettled', () => ApplicationFailure.nonRetryable('run 1 of alice@example.com', 'clock_unsettled')],
    ['unexpected', () => ApplicationFailure.nonRetryable('something about alice@example.com', 'Error')],
  ])('hands on the code %s, and no text', async (code, error) => {
    work = () => Promise.reject(error());
    const handle = await skipping.start('testClock', code, input);
    await handle.result();
    expect(written.at(-1)).toEqual(['clock', code]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { taskQueues, workflows } from '@perennial/contracts';
import { ApplicationFailure } from '@temporalio/common';
import { openTimeSkipping, type TimeSkipping } from '../../spec-support/time-skipping.js';

const schoolId = 'school';
const pages: (readonly string[])[] = [];
const alone: string[] = [];
let attempt: (ids: readonly string[]) => readonly string[];
let skipping: TimeSkipping;

beforeAll(async () => {
  skipping = await openTimeSkipping({
    [taskQueues.lifecycle]: {},
    [taskQueues.effects]: {
      issueCertificates: async ({ certificateIds }: { certificateIds: readonly string[] }) => {
        pages.push(certificateIds);
        return { left: attempt(certificateIds) };
      },
      evaluateCertificate: async ({ certificateId }: { certificateId: string }) => {
        alone.push(certificateId);
        return { wanted: false };
      },
    },
  });
}, 60_000);
afterAll(() => skipping.close(), 60_000);
beforeEach(() => {
  pages.length = 0;
  alone.length = 0;
  attempt = () => [];
});

const batchOf = (word: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ certificateId: `${word}-${i}`, contactId: `person-${i}`, courseId: 'course' }));
const issue = async (word: string, count: number) => {
  const certificates = batchOf(word, count);
  await (await skipping.start('certificateBatch', word, { schoolId, eventId: word, certificates })).result();
};
const end = (certificateId: string) => skipping.env.client.workflow.getHandle(workflows.certificate.id(certificateId)).result();

describe('certificates that are requested together', () => {
  it('are issued in pages, in their order', async () => {
    await issue('page', 60);
    expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
    expect(pages.flat()).toEqual(batchOf('page', 60).map(({ certificateId }) => certificateId));
    expect(alone).toEqual([]);
  });

  it('get a workflow of their own where an attempt failed, and the others are not retried', async () => {
    attempt = (ids) => ids.filter((id) => id.endsWith('-1'));
    await issue('left', 3);
    await end('left-1');
    expect(alone).toEqual(['left-1']);
    expect(pages).toHaveLength(1);
  });

  it('each get one where the page fails as a whole', async () => {
    attempt = () => {
      throw ApplicationFailure.nonRetryable('a bug', 'unexpected');
    };
    await issue('whole', 2);
    for (const id of ['whole-0', 'whole-1']) await end(id);
    expect(alone.toSorted()).toEqual(['whole-0', 'whole-1']);
  });
});

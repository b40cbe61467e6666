import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@perennial/logging';
import { ApplicationFailure } from '@temporalio/common';
import { failureCodes } from './failure-codes.js';

/** The failure that Temporal receives for an attempt. */
function failureOf(error: unknown, attempt: number): Promise<unknown> {
  const { inbound } = failureCodes(createLogger('silent', 'spec'))({ info: { attempt, activityType: 'spec' } } as never);
  const input = { args: [], headers: {} };
  return inbound?.execute?.(input, () => Promise.reject(error)).catch((thrown: unknown) => thrown) as Promise<unknown>;
}

describe('a failed activity', () => {
  it('tells Temporal a code, and not its text', async () => {
    const failure = (await failureOf(new Error('no such person: alice@example.com'), 1)) as ApplicationFailure;
    expect(failure).toMatchObject({ type: 'unexpected', nonRetryable: false });
    expect(`${failure.message}${failure.stack}${JSON.stringify(failure)}`).not.toContain('alice');
  });

  it('ends its attempts if it is an error of the software: its workflow then shows it', async () => {
    expect(await failureOf(new TypeError('a bug'), 9)).toMatchObject({ nonRetryable: false });
    expect(await failureOf(new TypeError('a bug'), 10)).toMatchObject({ type: 'unexpected', nonRetryable: true });
  });

  it('is retried without end while the database is away', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(await failureOf(away, 5_000)).toMatchObject({ type: 'database_unavailable', nonRetryable: false });
  });

  it('keeps a code of its own', async () => {
    const refused = ApplicationFailure.nonRetryable('refused', 'mail_refused');
    expect(await failureOf(refused, 1)).toBe(refused);
  });
});

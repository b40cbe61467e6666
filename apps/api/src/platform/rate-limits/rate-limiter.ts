import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../http/refusal.js';

/** A rate limit. */
export interface Allowance {
  readonly attempts: number;
  readonly seconds: number;
}

/** Wrong passwords for one account from one caller before a pause. */
export const passwordAllowance: Allowance = { attempts: 10, seconds: 900 };
/** Wrong passwords from one caller for all accounts, because attackers also try one password with many addresses. */
export const callerAllowance: Allowance = { attempts: 30, seconds: 900 };
/** Wrong passwords for one account from any callers that it does not know. */
export const accountAllowance: Allowance = { attempts: 50, seconds: 3600 };

/** What is counted, and the limit. */
export type Count = readonly [key: string, allowance: Allowance];

/** Attempts per key, counted in Postgres so that every api process sees the same count. Keys are hashed: no address is stored. */
@Injectable()
export class RateLimiter {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {Refusal} when the attempts are used up */
  async spend(key: string, allowance: Allowance): Promise<void> {
    const { attempts, wait } = await this.#count(key, allowance);
    if (attempts > allowance.attempts)
      throw new Refusal('too_many_attempts', `Too many attempts. Wait ${durationInWords(wait)} and try again.`, {
        retryAfterSeconds: wait,
      });
  }

  async #count(key: string, { seconds }: Allowance): Promise<{ attempts: number; wait: number }> {
    const rows: { attempts: number; wait: number }[] = await this.dataSource.query(
      `insert into rate_limit as r (key, attempts, resets_at) values ($1, 1, now() + make_interval(secs => $2))
       on conflict (key) do update set
         attempts = case when r.resets_at <= now() then 1 else r.attempts + 1 end,
         resets_at = case when r.resets_at <= now() then excluded.resets_at else r.resets_at end
       returning attempts, ceil(extract(epoch from resets_at - now()))::int as wait`,
      [digest(key), seconds],
    );
    return rows[0] ?? { attempts: 0, wait: 0 };
  }

  /** Counts an attempt. @returns whether it was within the allowance */
  async within(key: string, allowance: Allowance): Promise<boolean> {
    return (await this.#count(key, allowance)).attempts <= allowance.attempts;
  }

  /**
   * Does what counts only when it fails. Each attempt is counted before its outcome is known, so that attempts at the same time
   * cannot share a count, and given back when it succeeds.
   * @throws {Refusal} when the attempts are used up
   */
  async attempt<T>(counts: readonly Count[], work: () => Promise<T>): Promise<T> {
    for (const [key, allowance] of counts) await this.spend(key, allowance);
    const result = await work();
    for (const [key] of counts) await this.refund(key);
    return result;
  }

  /** Gives back an attempt that succeeded. */
  async refund(key: string): Promise<void> {
    await this.dataSource.query('update rate_limit set attempts = attempts - 1 where key = $1 and attempts > 0', [digest(key)]);
  }

  /** Forgets earlier attempts, after one that succeeded. */
  async forgive(key: string): Promise<void> {
    await this.dataSource.query('delete from rate_limit where key = $1', [digest(key)]);
  }
}

const digest = (key: string): string => createHash('sha256').update(key).digest('hex');
const durationInWords = (seconds: number): string => (seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`);

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../http/refusal.js';

/** How often something may be tried. */
export interface Allowance {
  readonly attempts: number;
  readonly seconds: number;
}

/** Wrong passwords before a pause. */
export const passwordAllowance: Allowance = { attempts: 10, seconds: 900 };

/** Attempts per key, counted in Postgres so that every api process sees the same count. Keys are hashed: no address is stored. */
@Injectable()
export class RateLimit {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {Refusal} when the attempts are used up */
  async spend(key: string, { attempts, seconds }: Allowance): Promise<void> {
    const rows: { attempts: number; wait: number }[] = await this.dataSource.query(
      `insert into rate_limit as r (key, attempts, resets_at) values ($1, 1, now() + make_interval(secs => $2))
       on conflict (key) do update set
         attempts = case when r.resets_at <= now() then 1 else r.attempts + 1 end,
         resets_at = case when r.resets_at <= now() then excluded.resets_at else r.resets_at end
       returning attempts, ceil(extract(epoch from resets_at - now()))::int as wait`,
      [digest(key), seconds],
    );
    const state = rows[0];
    if (state && state.attempts > attempts)
      throw new Refusal('too_many_attempts', `Too many attempts. Wait ${words(state.wait)} and try again.`, {
        retryAfterSeconds: state.wait,
      });
  }

  /** Forgets earlier attempts, after one that succeeded. */
  async forgive(key: string): Promise<void> {
    await this.dataSource.query('delete from rate_limit where key = $1', [digest(key)]);
  }
}

const digest = (key: string): string => createHash('sha256').update(key).digest('hex');
const words = (seconds: number): string => (seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`);

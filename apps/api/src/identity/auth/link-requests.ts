import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../../platform/http/refusal.js';
import type { Allowance } from '../../platform/rate-limits/rate-limiter.js';

/** The limits of emailed links, for staff and for members. */
export const linkAllowances = {
  /** Requests for one address. */
  address: { attempts: 5, seconds: 900 },
  /** Requests from one caller. */
  caller: { attempts: 30, seconds: 900 },
  /** Links that one caller opens. */
  opened: { attempts: 30, seconds: 900 },
} as const satisfies Record<string, Allowance>;

/** A known address takes longer to process than an unknown one; both responses take this long. */
const respondAfterMs = 250;

/** Waits for the work of a request and for a fixed time, so that the duration does not reveal whether an address is known. */
export async function inFixedTime(work: Promise<void> | false): Promise<void> {
  await Promise.all([work, pause(respondAfterMs)]);
}

/** @param replacement what makes earlier links invalid */
export const unusableLink = (replacement: 'newer one' | 'newer password'): Refusal =>
  new Refusal('link_unusable', `This link was already used, has expired or was replaced by a ${replacement}. Request a new one.`);

import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ApiConfig } from '../../platform/database/api-config.js';
import type { Browser } from '../../platform/http/browser.js';
import { newToken } from '../../platform/http/tokens.js';

const halfAYear = 180 * 24 * 3600;

/**
 * Browsers in which an account has signed in before. Their wrong passwords are counted separately, so that a stranger who tries
 * passwords from many addresses uses up the strangers' count and does not lock the owner of the account out.
 */
@Injectable()
export class KnownDevices {
  constructor(private readonly config: ApiConfig) {}

  /** Id of this browser if the account has signed in with it, else null. */
  idOf(account: string, browser: Browser): string | null {
    const [id = '', proof = ''] = browser.cookie('perennial_known')?.split('.') ?? [];
    const wanted = Buffer.from(this.#proof(account, id));
    const given = Buffer.from(proof);
    return wanted.length === given.length && timingSafeEqual(wanted, given) ? id : null;
  }

  /** Marks a browser that the account has just signed in with. */
  remember(account: string, browser: Browser): void {
    const id = newToken();
    browser.setCookie('perennial_known', `${id}.${this.#proof(account, id)}`, halfAYear);
  }

  #proof(account: string, id: string): string {
    return createHmac('sha256', this.config.env.APP_SECRET).update(`known-device\n${account}\n${id}`).digest('base64url');
  }
}

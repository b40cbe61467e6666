import { Injectable } from '@nestjs/common';
import type { Browser } from '../../platform/http/browser.js';
import { hashToken, newToken } from '../../platform/http/tokens.js';

const cookieSeconds = 48 * 3600;

/**
 * Identifies the browser that started a purchase. The Checkout session contains the hash of its cookie, so that only this
 * browser gets the same payment page again, or is signed in when it returns.
 */
@Injectable()
export class CheckoutCookie {
  /** The hash of the browser's cookie, which Stripe may know. Sets the cookie if the browser has none. */
  mark(browser: Browser): string {
    const known = browser.cookie('perennial_checkout');
    const token = known && known.length >= 40 ? known : newToken();
    if (token !== known) browser.setCookie('perennial_checkout', token, cookieSeconds);
    return hashToken(token);
  }

  /** The hash of the browser's cookie, if it has one. */
  read(browser: Browser): string | null {
    const token = browser.cookie('perennial_checkout');
    return token ? hashToken(token) : null;
  }
}

import { Injectable } from '@nestjs/common';
import { hashToken, newToken } from '../../identity/auth/tokens.js';
import type { Browser } from '../../platform/http/browser.js';

const cookieSeconds = 48 * 3600;

/**
 * Tells the browser that started a purchase from any other. The Checkout session carries the hash of its mark, so
 * that only this browser is handed the same payment page again, or signed in when it comes back.
 */
@Injectable()
export class CheckoutCookie {
  /** The browser's mark as Stripe may know it; the browser is marked when it has none. */
  mark(browser: Browser): string {
    const known = browser.cookie('perennial_checkout');
    const token = known && known.length >= 40 ? known : newToken();
    if (token !== known) browser.setCookie('perennial_checkout', token, cookieSeconds);
    return hashToken(token);
  }

  /** The mark where there is one. */
  read(browser: Browser): string | null {
    const token = browser.cookie('perennial_checkout');
    return token ? hashToken(token) : null;
  }
}

import { Delete } from '@nestjs/common';
import type { Audience } from '@perennial/db';
import { AnswersNothing } from '../../platform/http/answers.js';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import type { SignIns } from './sign-ins.js';

/** The route that ends a session. For staff and members, it differs only in the cookie. */
export abstract class SignOutController {
  protected constructor(
    private readonly audience: Audience,
    private readonly signIns: SignIns,
  ) {}

  @Delete('session')
  @AnswersNothing()
  signOut(@FromBrowser() browser: Browser): Promise<void> {
    return this.signIns.end(this.audience, browser);
  }
}

import { inspect } from 'node:util';
import type { FailureCode } from '@perennial/contracts';
import type { Effect } from '@perennial/domain/automation';
import { type CallSecrets, CallSecretUnusableError } from '@perennial/stripe';
import { hideValues } from '../../platform/http/hide-values.js';
import { describeNetworkError } from '../../platform/http/network-error.js';
import { ForbiddenAddressError, type Outbound } from '../../platform/http/outbound.js';
import type { Services } from '../../platform/services.js';
import type { EffectResult } from '../run-writes.js';
import { type OpenedValues, requestOf } from './call-request.js';

type CallEffect = Effect & { readonly kind: 'callUrl' };

/** A call that is ready to be made. */
export interface PreparedCall {
  readonly key: string;
  readonly request: Parameters<Outbound['call']>[0];
  /** Replaces stored values in a text. */
  readonly hidden: (text: string) => string;
}

/** How a call ended, and the code it failed with. */
export interface CallOutcome {
  readonly result: EffectResult;
  readonly failed: FailureCode | null;
}

/** Values that the texts of a call may refer to. */
export type CallSubject = Parameters<typeof requestOf>[3];

/** The settings of a call cannot be used. The message names no stored value. */
export class CallUnpreparedError extends Error {
  override readonly name = 'CallUnpreparedError';
}

/** Makes the calls of *Call a URL*. */
export class UrlCalls {
  constructor(
    private readonly services: Services,
    private readonly outbound: Outbound,
    private readonly secrets: CallSecrets,
  ) {}

  /** Opens stored values and fills texts in. In the open scope. @throws {CallUnpreparedError} */
  async prepare(effect: CallEffect, key: string, subject: CallSubject): Promise<PreparedCall> {
    const opened = await this.#open(effect);
    const hidden = hideValues([...opened.headers, ...opened.secrets].map(({ value }) => value));
    try {
      return { key, request: requestOf(effect, key, opened, subject), hidden };
    } catch {
      // The error may quote a stored value, and is not kept.
      throw new CallUnpreparedError('the address, a header or a field of the body cannot be filled in');
    }
  }

  /** Calls the address. A failure is an outcome, too. Outside every scope. */
  async call({ key, request, hidden }: PreparedCall): Promise<CallOutcome> {
    try {
      const { status, body } = await this.outbound.call(request);
      const good = status >= 200 && status < 400;
      const result: EffectResult = { state: good ? 'done' : 'refused', outputs: { status, body: hidden(body).slice(0, 1000) } };
      if (good) return { result, failed: null };
      return { result, failed: status >= 500 || status === 429 ? 'url_unreachable' : 'url_refused' };
    } catch (error) {
      const forbidden = error instanceof ForbiddenAddressError;
      const problem = forbidden ? hidden(error.message) : describeNetworkError(error);
      this.services.log.warn({ problem: hidden(inspect(error)), key }, 'call failed');
      return {
        result: { state: forbidden ? 'refused' : 'unknown', outputs: { problem } },
        failed: forbidden ? 'url_refused' : 'url_unreachable',
      };
    }
  }

  async #open({ headers, secrets, url }: CallEffect): Promise<OpenedValues> {
    try {
      return { headers: await this.secrets.open(headers, url), secrets: await this.secrets.open(secrets, url) };
    } catch (error) {
      throw error instanceof CallSecretUnusableError ? new CallUnpreparedError(error.message) : error;
    }
  }
}

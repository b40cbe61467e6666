import type { Failure } from '../failure.js';
import { joined, plain } from './plain.js';

/** A failure as the API writes errors, so that a script reads one shape. */
export const failureAsJson = ({ code, message, more }: Failure): object => ({ error: { code, message, ...more } });

/** A failure for people: what is wrong, each field or issue, and the ID for support. */
export function failureAsText({ message, more: { details = [], problems = [], requestId } }: Failure): string {
  const lines = [
    `perennial: ${plain(message)}`,
    ...details.map(({ field, message: wrong }) => `  ${plain(joined([field, wrong], ': '))}`),
    ...problems.map(({ message: wrong, fix }) => `  ${plain(joined([wrong, fix], ' '))}`),
    ...(requestId === undefined ? [] : [`  Request ID for support: ${plain(requestId)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

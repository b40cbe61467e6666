import { z } from 'zod';
import { setting } from '../form.js';
import { onFailure, windowLabels, windowNames } from '../shared/retrying.js';

const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\r\n]*$/, { error: 'Use a single line.' });

/** Whether a host name is valid. A name that no URL can contain, such as one with `%00`, would fail at every retry. */
const canBeCalled = (url: string): boolean => URL.canParse(hostPart(url));
const hostPart = (url: string): string => /^https?:\/\/[^/?#]*/.exec(url)?.[0] ?? '';

/** Id of a stored value, which is never shown again. */
const stored = z.uuid().nullish();

/**
 * A call to another system. Path, headers and body can contain Liquid. The host cannot, so that data cannot redirect the call.
 */
export const CallUrlConfig = z.object({
  method: setting(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'), { title: 'Method', control: 'select' }),
  url: setting(
    z
      .string()
      .max(2000)
      .regex(/^https?:\/\/[^\s/{}?#@\\]+([/?#].*)?$/, { error: 'Use an address such as https://example.com/hook.' })
      .refine(canBeCalled, { error: 'This address is not valid. Use one such as https://example.com/hook.' }),
    { title: 'Address', help: 'You can use variables in the path and the query, but not in the host.', control: 'text' },
  ),
  headers: setting(
    z
      .array(
        z.object({
          name: z.string().regex(/^[A-Za-z0-9-]{1,100}$/, { error: 'Use letters, digits and dashes.' }),
          value: line(2000),
          secret: stored,
        }),
      )
      .max(20)
      .default([]),
    {
      title: 'Headers',
      help: 'Values are stored encrypted, not shown again, and sent only to this host.',
      control: 'pairs',
    },
  ),
  body: setting(
    z
      .array(
        z.object({
          name: z.string().regex(/^[A-Za-z][\w-]{0,99}$/, { error: 'Start with a letter.' }),
          value: z.string().max(5000),
        }),
      )
      .max(50)
      .default([]),
    {
      title: 'Fields of the JSON body',
      control: 'pairs',
      showWhen: { setting: 'method', is: ['POST', 'PUT', 'PATCH', 'DELETE'] },
    },
  ),
  secrets: setting(
    z
      .array(
        z.object({
          name: z.string().regex(/^[A-Za-z]\w{0,49}$/, { error: 'Start with a letter. Use letters, digits and underscores.' }),
          value: z.string().max(2000),
          secret: stored,
        }),
      )
      .max(20)
      .default([]),
    {
      title: 'Secrets',
      help: 'Write {{ secret.name }} in the address, a header or a field of the body. Values are stored encrypted, not shown again, and sent only to this host.',
      control: 'pairs',
    },
  ),
  timeoutSeconds: setting(z.int().min(1).max(30).default(10), { title: 'Timeout in seconds', control: 'number' }),
  retryFor: setting(z.enum(['briefly', ...windowNames]).default('briefly'), {
    title: 'Keep trying for',
    help: 'While the host does not answer, or answers with a server error.',
    control: 'select',
    options: { briefly: 'A few seconds (3 attempts)', ...windowLabels },
  }),
  onFailure: onFailure(),
});
export type CallUrlConfig = z.output<typeof CallUrlConfig>;

/** What staff can edit of a call for one person. */
export const CallInput = z.object({ url: CallUrlConfig.shape.url, body: CallUrlConfig.shape.body });
export type CallInput = z.output<typeof CallInput>;

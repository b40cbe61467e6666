import { z } from 'zod';
import { consentSources } from '../consent-sources.js';
import { define } from '../definition.js';
import { text } from '../fields.js';

/** What happens to people: accounts, tags, time zones. */
export const peopleEvents = {
  'contact.signed_up': define({
    label: 'Signed up',
    description: 'A person got an account in the portal.',
    group: 'People',
    data: z.object({ source: z.enum(['checkout', 'portal', 'staff', 'api']).meta({ title: 'Source' }) }),
    sample: { source: 'checkout' },
    personal: [],
  }),
  'contact.logged_in': define({
    label: 'Logged in',
    description: 'A member signed in to the portal.',
    group: 'People',
    data: z.object({ method: z.enum(['password', 'magic_link']).meta({ title: 'Method' }) }),
    sample: { method: 'magic_link' },
    personal: [],
  }),
  'contact.time_zone_changed': define({
    label: 'Time zone changed',
    description: 'A person’s time zone changed. Lessons open at the local time of the new one.',
    group: 'People',
    data: z.object({ timeZone: text('Time zone') }),
    sample: { timeZone: 'America/New_York' },
    personal: [],
  }),
  'contact.subscribed': define({
    label: 'Subscribed to news',
    description: 'A person agreed to marketing email, and it may be sent to them from now on.',
    group: 'People',
    data: z.object({ source: z.enum(consentSources).meta({ title: 'Source' }) }),
    sample: { source: 'checkout' },
    personal: [],
  }),
  'contact.unsubscribed': define({
    label: 'Unsubscribed from news',
    description: 'A person no longer gets marketing email. Email about their purchases is still sent.',
    group: 'People',
    data: z.object({ source: z.enum(consentSources).meta({ title: 'Source' }) }),
    sample: { source: 'unsubscribe_page' },
    personal: [],
  }),
  'tag.added': define({
    label: 'Tag added',
    description: 'A person was tagged.',
    group: 'People',
    data: z.object({ tag: text('Tag') }),
    sample: { tag: 'vip' },
    personal: [],
  }),
  'tag.removed': define({
    label: 'Tag removed',
    description: 'A tag was removed from a person.',
    group: 'People',
    data: z.object({ tag: text('Tag') }),
    sample: { tag: 'vip' },
    personal: [],
  }),
} as const;

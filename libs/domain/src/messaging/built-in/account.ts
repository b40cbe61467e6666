import { linkLifeInWords } from '../../identity/mailed-links.js';
import type { BuiltInMessage } from '../built-in-message.js';

/** Messages about having an account. */
export const accountMessages = [
  {
    key: 'member.welcome',
    feature: 'account',
    label: 'Send Welcome Message',
    audience: 'contact',
    trigger: { eventType: 'contact.signed_up' },
    category: 'transactional',
    enabledByDefault: true,
    template: {
      subject: 'Your account at {{ school.name }}',
      previewText: 'Welcome. Sign in with one link, with no password needed.',
      blocks: [
        { type: 'heading', text: 'Welcome to {{ school.name }}' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your account is ready. You can find your courses, memberships and certificates in one place. The link below takes you there.</p>',
        },
        { type: 'button', label: 'Sign in', url: '{{ links.signIn }}' },
        {
          type: 'text',
          html: `<p>That link works once, for ${linkLifeInWords('welcome')} from now. Later, go to <a href="{{ links.portal }}">your portal</a> and sign in with {{ contact.email }}.</p>`,
        },
      ],
    },
  },
] as const satisfies readonly BuiltInMessage[];

import { lifetimeInWords } from './link-lifetimes.js';
import type { MailTemplate } from './template.js';

/** A mail that is no automation and cannot be switched off: without it nobody could sign in. */
export interface SystemMail {
  readonly label: string;
  readonly template: MailTemplate;
}

/** System mails by the purpose of a `sign_in.link_requested` event. `welcome` uses the school's `member.welcome` template. */
export const systemMails = {
  sign_in: {
    label: 'Sign-in link',
    template: {
      subject: 'Sign in to {{ school.name }}',
      previewText: `Your link works once, for ${lifetimeInWords('sign_in')}.`,
      blocks: [
        { type: 'heading', text: 'Your sign-in link' },
        {
          type: 'text',
          html: `<p>Hi {{ contact.firstName | default: "there" }},</p><p>Here is the link you asked for. It works once, for ${lifetimeInWords('sign_in')}. You can always ask for another.</p>`,
        },
        { type: 'button', label: 'Sign in', url: '{{ links.signIn }}' },
        { type: 'text', html: '<p>You did not ask to sign in? Then ignore this mail. Nobody can get in without the link.</p>' },
      ],
    },
  },
  reset_password: {
    label: 'Password reset link',
    template: {
      subject: 'Choose a new password for {{ school.name }}',
      previewText: 'Your old password works until you choose a new one.',
      blocks: [
        { type: 'heading', text: 'Choose a new password' },
        {
          type: 'text',
          html: `<p>Hi {{ contact.firstName | default: "there" }},</p><p>The link below takes you to a page where you set a new password. It works once, for ${lifetimeInWords('reset_password')}.</p>`,
        },
        { type: 'button', label: 'Choose a new password', url: '{{ links.signIn }}' },
        {
          type: 'text',
          html: '<p>You did not ask for this? Then ignore this mail, and your password stays as it is. Questions go to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a>.</p>',
        },
      ],
    },
  },
} as const satisfies Record<string, SystemMail>;

/** Key of a system mail. */
export type SystemMailKey = keyof typeof systemMails;

import { linkLifeInWords } from '../identity/mailed-links.js';
import type { MailTemplate } from './template.js';

/** An email that is not an automation and cannot be switched off, because no one could sign in without it. */
export interface SystemMail {
  readonly label: string;
  readonly template: MailTemplate;
  /** Samples of what `event` holds, for an email whose event only refers to it. */
  readonly event?: Readonly<Record<string, string>>;
}

/** An email to those who may answer a question. Its button opens a page that requires a sign-in. */
function approvalMail(label: string, subject: string, heading: string): SystemMail {
  const template: MailTemplate = {
    subject,
    previewText: 'From the automation “{{ event.automation }}”.',
    blocks: [
      { type: 'heading', text: heading },
      {
        type: 'text',
        html: '<p>{{ event.question }}</p><p>The automation “{{ event.automation }}” asks this. Without an answer until {{ event.until }}, the journey continues on the branch for no answer.</p>',
      },
      {
        type: 'facts',
        rows: [
          { label: 'Name', value: '{{ contact.name }}', when: 'contact.name' },
          { label: 'Email', value: '{{ contact.email }}', when: 'contact.email' },
        ],
      },
      { type: 'button', label: 'Approve or decline', url: '{{ links.approvals }}' },
    ],
  };
  const event = {
    question: 'Is their portfolio good enough for the course?',
    automation: 'Onboarding',
    until: '3 March 2027, 09:00',
  };
  return { label, template, event };
}

/**
 * System emails; the first two by the purpose of a `sign_in.link_requested` event. `welcome` uses the school's `member.welcome`
 * template.
 */
export const systemMails = {
  sign_in: {
    label: 'Sign-in link',
    template: {
      subject: 'Sign in to {{ school.name }}',
      previewText: `Your link works once, for ${linkLifeInWords('sign_in')}.`,
      blocks: [
        { type: 'heading', text: 'Your sign-in link' },
        {
          type: 'text',
          html: `<p>Hi {{ contact.firstName | default: "there" }},</p><p>Here is the link you asked for. It works once, for ${linkLifeInWords('sign_in')} from now. You can always ask for another.</p>`,
        },
        { type: 'button', label: 'Sign in', url: '{{ links.signIn }}' },
        { type: 'text', html: '<p>If you did not ask to sign in, ignore this email. No one can sign in without the link.</p>' },
      ],
    },
  },
  reset_password: {
    label: 'Password reset link',
    template: {
      subject: 'Choose a new password for {{ school.name }}',
      previewText: 'Your current password works until you choose a new one.',
      blocks: [
        { type: 'heading', text: 'Choose a new password' },
        {
          type: 'text',
          html: `<p>Hi {{ contact.firstName | default: "there" }},</p><p>The link below takes you to a page where you choose a new password. You do not need the old one. The link works once, for ${linkLifeInWords('reset_password')} from now.</p>`,
        },
        { type: 'button', label: 'Choose a new password', url: '{{ links.signIn }}' },
        {
          type: 'text',
          html: '<p>If you did not ask for this, ignore this email. Your password stays the same. Questions go to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a>.</p>',
        },
      ],
    },
  },
  change_email: {
    label: 'Confirmation of a new address',
    template: {
      subject: 'Confirm your new address for {{ school.name }}',
      previewText: `Your address changes when you open the link. It works for ${linkLifeInWords('change_email')}.`,
      blocks: [
        { type: 'heading', text: 'Confirm your new address' },
        {
          type: 'text',
          html: `<p>Hi there,</p><p>Open the link below to use this address for your account. It works once, for ${linkLifeInWords('change_email')} from now, in a browser where you are signed in. Until then nothing changes.</p>`,
        },
        { type: 'button', label: 'Confirm this address', url: '{{ links.signIn }}' },
        { type: 'text', html: '<p>If you did not ask for this, ignore this email. Nothing changes.</p>' },
      ],
    },
  },
  email_changed: {
    label: 'Notice to an earlier address',
    template: {
      subject: 'Your address at {{ school.name }} was changed',
      previewText: 'If that was not you, write to us.',
      blocks: [
        { type: 'heading', text: 'Your address was changed' },
        {
          type: 'text',
          html: '<p>Hi there,</p><p>The account at {{ school.name }} that had this address now has {{ event.to }}. Links sent to this address no longer work, and other browsers are signed out.</p>',
        },
        {
          type: 'text',
          html: '<p>If that was not you, write to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a> straight away.</p>',
        },
      ],
    },
  },
  staff_reset_password: {
    label: 'Password reset link for staff',
    template: {
      subject: 'Choose a new password for Perennial',
      previewText: 'Your current password works until you choose a new one.',
      blocks: [
        { type: 'heading', text: 'Choose a new password' },
        {
          type: 'text',
          html: `<p>Hi there,</p><p>The link below takes you to a page where you choose a new password for the admin of {{ school.name }}. It works once, for ${linkLifeInWords('reset_password')} from now.</p>`,
        },
        { type: 'button', label: 'Choose a new password', url: '{{ links.signIn }}' },
        { type: 'text', html: '<p>If you did not ask for this, ignore this email. Your password stays the same.</p>' },
      ],
    },
  },
  approval_requested: approvalMail('Question to the staff', '{{ event.question }}', 'A journey waits for your decision'),
  approval_reminded: approvalMail(
    'Reminder of a question to the staff',
    'Reminder: {{ event.question }}',
    'A journey still waits for your decision',
  ),
} as const satisfies Record<string, SystemMail>;

/** Key of a system email. */
export type SystemMailKey = keyof typeof systemMails;

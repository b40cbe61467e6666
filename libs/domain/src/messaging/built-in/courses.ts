import { linkLifeInWords } from '../../identity/mailed-links.js';
import type { BuiltInMessage } from '../built-in-message.js';

const course = { feature: 'courses', audience: 'contact', category: 'transactional' } as const;

/** Messages about access, completions and certificates. */
export const courseMessages = [
  {
    ...course,
    key: 'member.drip',
    label: 'Send Drip Message',
    trigger: { eventType: 'lessons.unlocked', filters: { because: 'schedule' } },
    enabledByDefault: true,
    template: {
      subject:
        '{% if event.lessonTitles.size == 1 %}New in {{ event.courseTitle }}: {{ event.lessonTitles[0] }}{% else %}{{ event.lessonTitles.size }} new lessons in {{ event.courseTitle }}{% endif %}',
      previewText:
        '{% if event.lessonTitles.size == 1 %}Your next lesson is open. Start whenever it suits you.{% else %}{{ event.lessonTitles | join: ", " | truncate: 120 }}{% endif %}',
      blocks: [
        {
          type: 'heading',
          text: '{% if event.lessonTitles.size == 1 %}A new lesson is open{% else %}New lessons are open{% endif %}',
        },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>There is something new for you in <strong>{{ event.courseTitle }}</strong>:</p><ul>{% for title in event.lessonTitles %}<li>{{ title }}</li>{% endfor %}</ul>',
        },
        { type: 'button', label: 'Continue the course', url: '{{ links.course }}' },
      ],
    },
  },
  {
    ...course,
    key: 'member.new_materials',
    label: 'New Course Materials Unlocked',
    // Off by default. Otherwise, a school that is still writing its course would email everyone at each save.
    trigger: { eventType: 'lessons.unlocked', filters: { because: 'added' } },
    enabledByDefault: false,
    template: {
      subject:
        '{% if event.lessonTitles.size == 1 %}Added to {{ event.courseTitle }}: {{ event.lessonTitles[0] }}{% else %}{{ event.lessonTitles.size }} lessons added to {{ event.courseTitle }}{% endif %}',
      previewText: 'There are new lessons, and they are open to you.',
      blocks: [
        { type: 'heading', text: 'New lessons in {{ event.courseTitle }}' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>We have added to <strong>{{ event.courseTitle }}</strong>, and these lessons are open to you now:</p><ul>{% for title in event.lessonTitles %}<li>{{ title }}</li>{% endfor %}</ul>',
        },
        { type: 'button', label: 'See what is new', url: '{{ links.course }}' },
      ],
    },
  },
  {
    ...course,
    key: 'member.offer_access',
    label: 'Send Offer Access Email',
    // Access through a membership has its own message, so that no one gets two emails for one product.
    trigger: { eventType: 'access.gained', filters: { source: 'grant' } },
    enabledByDefault: true,
    template: {
      subject: '{{ school.name }} gave you access to {{ event.productTitle }}',
      previewText: 'It is open now. Sign in with one link.',
      blocks: [
        { type: 'heading', text: '{{ event.productTitle }} is yours' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>We have opened <strong>{{ event.productTitle }}</strong> for you. The link below signs you in, with no password needed.</p>',
        },
        { type: 'button', label: 'Sign in and start', url: '{{ links.signIn }}' },
        {
          type: 'text',
          html: `<p>That link works once, for ${linkLifeInWords('welcome')}. Later, go to <a href="{{ links.course }}">{{ event.productTitle }}</a> and sign in with this email address.</p>`,
        },
      ],
    },
  },
  {
    ...course,
    key: 'member.course_completed',
    label: 'Course completed',
    trigger: { eventType: 'course.completed' },
    // “Certificate issued” also congratulates. With both on, a member gets two emails about the same completion.
    enabledByDefault: false,
    template: {
      subject: 'You finished {{ event.courseTitle }}',
      previewText: 'Every required lesson is complete.',
      blocks: [
        { type: 'heading', text: 'Well done, {{ contact.firstName | default: "you made it" }}' },
        {
          type: 'text',
          html: '<p>You have completed <strong>{{ event.courseTitle }}</strong>. Congratulations.</p><p>The lessons stay open as long as you have access, so come back whenever you like.</p>',
        },
        { type: 'button', label: 'Choose what comes next', url: '{{ links.portal }}' },
      ],
    },
  },
  {
    ...course,
    key: 'member.certificate_issued',
    label: 'Certificate issued',
    trigger: { eventType: 'certificate.issued' },
    enabledByDefault: true,
    template: {
      subject: 'Your certificate for {{ event.courseTitle }}',
      previewText: 'Ready to download, print and share.',
      blocks: [
        { type: 'heading', text: 'Well done, {{ contact.firstName | default: "you made it" }}' },
        {
          type: 'text',
          html: '<p>Your certificate for <strong>{{ event.courseTitle }}</strong> is ready. Congratulations. You can print it, and anyone can use its code to check that it is genuine.</p>',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Course', value: '{{ event.courseTitle }}' },
            { label: 'Issued', value: '{{ event.occurredAt | date_long }}' },
            { label: 'Serial', value: '{{ event.serial }}' },
          ],
        },
        { type: 'button', label: 'Open my certificate', url: '{{ links.certificate }}' },
      ],
    },
  },
] as const satisfies readonly BuiltInMessage[];

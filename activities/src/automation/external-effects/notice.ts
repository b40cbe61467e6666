import type { Effect } from '@perennial/domain/automation';
import { MailTemplate, splitLiquid } from '@perennial/domain/messaging';

/** The email of a notice: its message, and whom it is about. */
export const noticeOf = (
  { subject, message }: Pick<Effect & { readonly kind: 'notifyStaff' }, 'subject' | 'message'>,
  isAboutPerson: boolean,
): MailTemplate =>
  MailTemplate.parse({
    subject,
    previewText: '',
    blocks: [{ type: 'text', html: htmlOf(message) }, ...(isAboutPerson ? person : [])],
  });

const person = [
  {
    type: 'facts',
    rows: [
      { label: 'Name', value: '{{ contact.name }}', when: 'contact.name' },
      { label: 'Email', value: '{{ contact.email }}' },
    ],
  },
  { type: 'button', label: 'Open this person', url: '{{ links.person }}' },
] as const;

/** A message as it was typed, as HTML: an empty line begins a paragraph. */
export const htmlOf = (message: string): string =>
  message
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${splitLiquid(paragraph).map(escaped).join('')}</p>`)
    .join('');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' };

/** Values are escaped where they are filled in. */
const escaped = ({ liquid, value }: { readonly liquid: boolean; readonly value: string }): string =>
  liquid ? value : value.replaceAll(/[&<>\n]/g, (character) => entities[character] ?? character);

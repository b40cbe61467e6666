import { type EventType, isEventType } from '@perennial/domain/events';
import { builtInMessage, type MailAudience } from '@perennial/domain/messaging';
import type { StoredTemplate } from './email-settings';

/** An event that sends an email, and the recipient. */
export interface Occasion {
  readonly eventType: EventType;
  readonly audience: MailAudience;
  /** The automation that sends it then. */
  readonly by: string | null;
}

const fallback: Occasion = { eventType: 'membership.purchased', audience: 'contact', by: null };

/** The events for which an email is sent: first the one from which the editor was opened, then the others. */
export function occasionsOf(
  { usedBy, builtInKey }: Pick<StoredTemplate, 'usedBy' | 'builtInKey'>,
  search: URLSearchParams,
): readonly [Occasion, ...Occasion[]] {
  const asked = search.get('event') ?? '';
  const message = builtInMessage(search.get('message') ?? '');
  const first: Occasion[] = message
    ? [{ eventType: message.trigger.eventType, audience: message.audience, by: null }]
    : isEventType(asked)
      ? [{ eventType: asked, audience: search.get('to') === 'staff' ? 'staff' : 'contact', by: null }]
      : [];
  const uses = usedBy.flatMap(({ eventTypes, audience, automationName }) =>
    eventTypes.filter(isEventType).map((eventType): Occasion => ({ eventType, audience, by: automationName })),
  );
  const original = builtInMessage(builtInKey ?? '');
  const known: Occasion[] = original ? [{ eventType: original.trigger.eventType, audience: original.audience, by: null }] : [];
  const all = [...first, ...uses, ...(first.length + uses.length === 0 ? known : [])];
  const distinct = all.filter(
    ({ eventType, audience }, index) =>
      all.findIndex((other) => other.eventType === eventType && other.audience === audience) === index,
  );
  const [head = fallback, ...rest] = distinct;
  return [head, ...rest];
}

/** Path to the email editor: from the settings, or from a canvas. */
export function placeOf(
  search: URLSearchParams,
  { usedBy }: Pick<StoredTemplate, 'usedBy'>,
): { readonly path: { label: string; to?: string }[]; readonly back: string | null } {
  const automation = search.get('automation');
  if (!automation)
    return {
      path: [
        { label: 'Settings' },
        { label: 'Email settings', to: '/settings/email' },
        { label: 'Emails', to: '/settings/email/templates' },
      ],
      back: null,
    };
  const back = `/automations/${automation}?${new URLSearchParams({ step: search.get('step') ?? '' })}`;
  const name = usedBy.find(({ automationId }) => automationId === automation)?.automationName ?? 'Canvas';
  return {
    path: [
      { label: 'Automations', to: '/automations' },
      { label: name, to: back },
    ],
    back,
  };
}

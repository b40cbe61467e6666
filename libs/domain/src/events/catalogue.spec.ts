import { describe, expect, it } from '@jest/globals';
import { eventCatalogue, eventTypes, isEventType, publicEventTypes } from './catalogue.js';

describe('event catalogue', () => {
  it.each(eventTypes)('%s has a sample that fits its own schema', (type) => {
    expect(eventCatalogue[type].data.safeParse(eventCatalogue[type].sample)).toMatchObject({ success: true });
  });

  it.each(eventTypes)('%s labels every field, so that forms and docs have words for it', (type) => {
    const unlabelled = Object.entries(eventCatalogue[type].data.shape)
      .filter(([, field]) => !titleOf(field))
      .map(([name]) => name);
    expect(unlabelled).toEqual([]);
  });

  it.each(eventTypes)('%s names only fields it has as personal', (type) => {
    const fields = Object.keys(eventCatalogue[type].data.shape);
    expect(eventCatalogue[type].personal.filter((name) => !fields.includes(name))).toEqual([]);
  });

  it('does not offer internal events as triggers', () => {
    expect(publicEventTypes).not.toContain('stripe.event_received');
    expect(publicEventTypes).toContain('payment.succeeded');
  });

  it('does not take an inherited property for an event type', () => {
    expect(isEventType('constructor')).toBe(false);
  });
});

function titleOf(field: { meta(): unknown }): string | undefined {
  const meta = field.meta() as { title?: string } | undefined;
  if (meta?.title) return meta.title;
  return 'unwrap' in field && typeof field.unwrap === 'function' ? titleOf(field.unwrap()) : undefined;
}

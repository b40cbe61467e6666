import { describe, expect, it } from '@jest/globals';
import { occasionsOf, placeOf } from './occasions';

const use = (automationName: string, eventTypes: string[], audience: 'contact' | 'staff' = 'contact') => ({
  automationId: automationName,
  automationName,
  builtInKey: null,
  state: 'active' as const,
  published: true,
  audience,
  eventTypes,
});
const search = (query: string) => new URLSearchParams(query);

describe('a mail is shown', () => {
  it('first for the event that one came from, then for everything that sends it, each once', () => {
    const usedBy = [use('Rescue', ['trial.ending']), use('Other', ['trial.ending', 'tag.added'])];
    expect(occasionsOf({ usedBy, builtInKey: null }, search('event=tag.added&to=staff'))).toEqual([
      { eventType: 'tag.added', audience: 'staff', by: null },
      { eventType: 'trial.ending', audience: 'contact', by: 'Rescue' },
      { eventType: 'tag.added', audience: 'contact', by: 'Other' },
    ]);
  });

  it('for the event of its message where nothing sends it, and for a purchase where it has none', () => {
    expect(occasionsOf({ usedBy: [], builtInKey: 'member.trial_ending' }, search(''))[0].eventType).toBe('trial.ending');
    expect(occasionsOf({ usedBy: [], builtInKey: null }, search('event=nonsense'))).toEqual([
      { eventType: 'membership.purchased', audience: 'contact', by: null },
    ]);
  });

  it('a step away from the canvas it was opened from', () => {
    expect(placeOf(search('automation=a1&step=s1'), { usedBy: [] }).back).toBe('/automations/a1?step=s1');
    expect(placeOf(search(''), { usedBy: [] }).back).toBeNull();
  });
});

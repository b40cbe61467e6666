import { describe, expect, it } from '@jest/globals';
import { type EventType, eventCatalogue, eventTypes } from './catalogue.js';
import { adminTopics, portalTopics } from './topic-names.js';
import { mergeTopics, topicsOf } from './topics.js';

const contactId = '01920000-0000-7000-8000-00000000000c';
const told = (type: EventType, of: string | null = contactId) =>
  topicsOf({ type, contactId: of, runId: null, data: eventCatalogue[type].sample });

describe('the topics of an event', () => {
  it.each(eventTypes)('%s names topics, and nothing of its payload but ids', (type) => {
    const topics = [...told(type).admin, ...told(type).portal];
    for (const topic of topics) {
      expect([...adminTopics, ...portalTopics]).toContain(topic.key);
      expect(topic.id ?? contactId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('that a trigger may name always change Home and, with a person, that person', () => {
    for (const type of eventTypes.filter((each) => eventCatalogue[each].group !== 'Internal')) {
      expect(eventCatalogue[type].topics.admin).toContain('home');
      if (!type.startsWith('stripe.')) expect(told(type).admin).toContainEqual({ key: 'contacts', id: contactId });
    }
  });

  it('are for members only where the event concerns one of them', () => {
    expect(told('certificate.issued').portal).toContainEqual({ key: 'certificates' });
    expect(told('certificate.issued', null).portal).toEqual([]);
  });

  it('name the run whose step wrote the event', () => {
    const runId = '01920000-0000-7000-8000-00000000000d';
    const topics = topicsOf({ type: 'tag.added', contactId, runId, data: {} });
    expect(topics.admin).toContainEqual({ key: 'runs', id: runId });
  });
});

describe('merged topics', () => {
  it('are named once, and a key without an id covers its ids', () => {
    expect(mergeTopics([{ key: 'home' }, { key: 'runs', id: 'a' }, { key: 'home' }, { key: 'runs', id: 'a' }])).toEqual([
      { key: 'home' },
      { key: 'runs', id: 'a' },
    ]);
    expect(mergeTopics([{ key: 'runs', id: 'a' }, { key: 'runs' }])).toEqual([{ key: 'runs' }]);
  });

  it('with very many ids of one key become the key alone', () => {
    expect(mergeTopics(Array.from({ length: 21 }, (_, n) => ({ key: 'contacts', id: String(n) })))).toEqual([
      { key: 'contacts' },
    ]);
  });
});

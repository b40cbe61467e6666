/**
 * @typedef {{ name: string, path: string }} Page
 * @typedef {{ contactId: string, email: string, eventId: string, automationId: string }} Examples
 */

/** @param {object[]} tests */
const condition = (...tests) => encodeURIComponent(JSON.stringify({ match: 'all', tests }));

/**
 * What staff open all day, as requests to the API.
 * @param {Examples} examples
 * @returns {Page[]}
 */
export const pagesOf = ({ contactId, email, eventId, automationId }) => [
  { name: 'contacts', path: '/api/admin/contacts' },
  { name: 'contacts by name', path: '/api/admin/contacts?sort=name' },
  {
    name: 'contacts with a tag',
    path: `/api/admin/contacts?condition=${condition({ field: 'contact.tags', operator: 'includes', value: 'VIP' })}`,
  },
  {
    name: 'failed payments',
    path: `/api/admin/contacts?condition=${condition({ field: 'memberships.states', operator: 'includesAnyOf', value: ['grace', 'suspended'] })}`,
  },
  { name: 'search for an address', path: `/api/admin/search?q=${encodeURIComponent(email)}` },
  { name: 'search for a word', path: '/api/admin/search?q=ferreira' },
  { name: 'search for two letters', path: '/api/admin/search?q=an' },
  { name: 'memberships of a person', path: `/api/admin/contacts/${contactId}/memberships` },
  { name: 'timeline of a person', path: `/api/admin/contacts/${contactId}/timeline` },
  { name: 'consequences of an event', path: `/api/admin/events/${eventId}/consequences` },
  { name: 'automations', path: '/api/admin/automations' },
  { name: 'runs of an automation', path: `/api/admin/automations/${automationId}/runs` },
  { name: 'plans', path: '/api/admin/plans' },
  { name: 'home', path: '/api/admin/home' },
];

/** Those that are asked for together, in turn. */
export const MIXED = [
  'contacts',
  'contacts with a tag',
  'search for a word',
  'timeline of a person',
  'automations',
  'plans',
  'home',
];

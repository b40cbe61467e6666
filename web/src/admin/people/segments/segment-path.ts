/** Breadcrumbs of the pages of a segment. */
export const segmentPath = [
  { label: 'Contacts', to: '/contacts' },
  { label: 'Segments', to: '/contacts/segments' },
];

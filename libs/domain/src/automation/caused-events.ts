import { own } from '../conditions/own.js';
import type { EventType } from '../events/catalogue.js';
import type { GraphNode } from './graph.js';
import type { NodeKind } from './nodes/kinds.js';

/** A record that a step changes for a person. */
export interface ChangedRecord {
  readonly kind: 'tag' | 'field' | 'product';
  readonly id: string;
}

/** What steps do that other automations can notice. */
export const causes = [
  'addTag',
  'removeTag',
  'setField',
  'addNote',
  'grantAccess',
  'revokeAccess',
  'issueCertificate',
  'revokeCertificate',
] as const satisfies readonly NodeKind[];

/** What a step of these kinds causes. */
export interface Caused {
  readonly does: (typeof causes)[number];
  readonly record: ChangedRecord | null;
  /** The events that it records, with what is known about their data beforehand. */
  readonly events: readonly { readonly type: EventType; readonly data: Readonly<Record<string, string>> }[];
  /** What conditions can read that it changes. */
  readonly changes: readonly string[];
}

const text = (config: GraphNode['config'], name: string): string | null => {
  const value = own(config, name);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** What other automations can notice of a step; nothing for most kinds. */
export function causedBy({ kind, config }: GraphNode): Caused[] {
  const does = causes.find((each) => each === kind);
  switch (does) {
    case 'addTag':
    case 'removeTag': {
      const tagId = text(config, 'tag');
      if (tagId === null) return [];
      const type = does === 'addTag' ? 'tag.added' : 'tag.removed';
      return [{ does, record: { kind: 'tag', id: tagId }, events: [{ type, data: { tagId } }], changes: [`tag ${tagId}`] }];
    }
    case 'setField': {
      const fieldId = text(config, 'field');
      if (fieldId === null) return [];
      const events = [{ type: 'contact.field_changed', data: { fieldId } }] as const;
      return [{ does, record: { kind: 'field', id: fieldId }, events, changes: [`field ${fieldId}`] }];
    }
    case 'grantAccess':
    case 'revokeAccess': {
      const productId = text(config, 'productId');
      if (productId === null) return [];
      const source = 'grant';
      const events =
        does === 'grantAccess'
          ? ([
              { type: 'access.gained', data: { productId, source } },
              { type: 'access.opened', data: { source } },
            ] as const)
          : ([
              { type: 'access.lost', data: { productId } },
              { type: 'access.closed', data: { source } },
            ] as const);
      return [{ does, record: { kind: 'product', id: productId }, events, changes: [`product ${productId}`] }];
    }
    case 'issueCertificate':
    case 'revokeCertificate': {
      const courseId = text(config, 'courseFrom') === 'fixed' ? text(config, 'courseId') : null;
      const data: Record<string, string> = courseId === null ? {} : { courseId };
      const type = does === 'issueCertificate' ? 'certificate.issued' : 'certificate.revoked';
      return [{ does, record: null, events: [{ type, data }], changes: [] }];
    }
    case 'addNote':
      return [{ does, record: null, events: [{ type: 'note.added', data: {} }], changes: [] }];
    case undefined:
      return [];
  }
}

/** Everything about a person that the conditions in some JSON read, in the words of {@link Caused.changes}. */
export function readBy(json: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const rest: unknown[] = [json];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    rest.push(...Object.values(value));
    const field = own(value, 'field');
    if (typeof field !== 'string' || typeof own(value, 'operator') !== 'string') continue;
    const [scope, id] = field.split('.');
    if (scope === 'field' && id !== undefined) found.add(`field ${id}`);
    const kind = lists[field];
    const expected = own(value, 'value');
    for (const record of kind ? [expected].flat() : []) if (typeof record === 'string') found.add(`${kind} ${record}`);
  }
  return found;
}

/** Fields whose values are records. */
const lists: Readonly<Record<string, string>> = {
  'contact.tags': 'tag',
  'contact.segments': 'segment',
  'access.products': 'product',
};

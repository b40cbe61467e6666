import type { Evidence } from '../conditions/index.js';
import type { Cursor, EditedCall } from './cursor.js';
import type { EffectBody } from './effects.js';

/** The position of a run at a call whose input staff edited; without an input, the call is made as its step says. */
export function withEditedCall({ edited: _, ...cursor }: Cursor, edited: EditedCall | undefined): Cursor {
  return edited ? { ...cursor, edited } : cursor;
}

/** The effect of a visit, with what staff edited for it. */
export function editedEffect(effect: EffectBody, { edited }: Cursor): EffectBody {
  if (!edited || effect.kind !== 'callUrl') return effect;
  return { ...effect, url: edited.url, body: effect.method === 'GET' ? [] : edited.body };
}

/** What staff edited, for the timeline. */
export function evidenceOfEdit({ edited }: Cursor): Evidence[] {
  if (!edited) return [];
  const seen = (field: string, label: string, actual: string): Evidence => ({
    ...{ field: `edited.${field}`, label, operator: 'is', expected: null, matched: true },
    actual: actual.slice(0, 200),
  });
  const fields = edited.body.map(({ name, value }) => seen(`body.${name}`, `“${name}”, edited by staff`, value));
  return [seen('url', 'Address, edited by staff', edited.url), ...fields.slice(0, 20)];
}

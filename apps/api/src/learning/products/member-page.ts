import { hasMemberPage } from '@perennial/domain/learning';
import { Refusal } from '../../platform/http/refusal.js';

/** Refuses to create, sell or give a product for which members have no page. @param field the field that names the product */
export function assertMemberPage(products: readonly { readonly kind: string; readonly title: string }[], field: string): void {
  const without = products.filter(({ kind }) => !hasMemberPage(kind));
  if (without.length === 0) return;
  const message = `Members have no page for ${without.map(({ title }) => `“${title}”`).join(', ')} yet. Live sessions, downloads and communities cannot be sold or given. Choose a course.`;
  throw new Refusal('rule_refused', message, { field, details: [{ field, message: 'choose a course' }] });
}

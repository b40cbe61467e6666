import type { FastifyRequest } from 'fastify';

/** Our cookies. A staff cookie is never sent to a portal, because the hosts and the names differ. */
export type CookieName = 'perennial_staff' | 'perennial_member' | 'perennial_checkout' | 'perennial_known' | 'perennial_link';

/** Whether the cookies of a surface are only sent over https. */
type Security = Readonly<{ secure: boolean }>;

/** `__Host-` makes a browser refuse the cookie unless it is Secure, host-only and for the whole host. */
export const nameOn = ({ secure }: Security, name: CookieName): string => (secure ? `__Host-${name}` : name);

/** Value of one of our cookies on a surface, or null. */
export const cookieOn = (surface: Security, request: FastifyRequest, name: CookieName): string | null =>
  request.cookies[nameOn(surface, name)] || null;

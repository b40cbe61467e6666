import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiConfig } from '../database/api-config.js';
import { Lookups } from '../database/lookups.js';
import type { PortalSession } from '../database/lookups.queries.js';
import { cookieOn } from './cookies.js';
import { nothingHere, Refusal } from './refusal.js';
import { hashToken } from './tokens.js';

/** Which audience a request is for, determined from its path and its host. */
export interface Surface {
  readonly kind: 'admin' | 'portal';
  readonly origin: string;
  readonly secure: boolean;
  /** The school whose portal this is; null on the admin host. */
  readonly school: { readonly id: string; readonly slug: string } | null;
  /** The session of this portal that the visitor's cookie names; it may have expired. */
  readonly session: PortalSession | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    surface?: Surface;
  }
}

/** How a file is sent. Its type is read from its bytes. */
export const fileType = 'application/octet-stream';
/**
 * Pattern of the route that answers a request, such as `/api/portal/plans/:slug`. The URL of a request can spell a route in many
 * ways, such as `/api/%70ortal`, so permissions depend on the route that the router found.
 */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? '';

/** Whether a route takes a file instead of JSON. */
export const takesFile = (request: FastifyRequest): boolean => routeOf(request).startsWith('/api/admin/pictures/');

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Separates the two audiences: each path prefix is available only on its host, and accepts changes only from its origin. */
@Injectable()
export class SurfaceGuard implements CanActivate {
  constructor(
    private readonly config: ApiConfig,
    private readonly lookups: Lookups,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const surface = await this.#surfaceOf(request);
    const change = !safeMethods.has(request.method);
    if (surface) {
      request.surface = surface;
      if (change && !isOneClick(request)) checkOrigin(request, surface.origin);
    }
    if (change && (routeOf(request).startsWith('/v1/') || (surface && !isOneClick(request)))) checkJson(request);
    return true;
  }

  async #surfaceOf(request: FastifyRequest): Promise<Surface | null> {
    const route = routeOf(request);
    if (route.startsWith('/api/admin/')) {
      const surface = adminSurface(request, this.config);
      if (!surface) throw nothingHere();
      return surface;
    }
    if (route.startsWith('/api/portal/') || isOneClick(request)) {
      const host = hostOf(request);
      const slug = host.split('.')[0] ?? '';
      const portal = URL.canParse(this.config.portalUrl(slug)) ? new URL(this.config.portalUrl(slug)) : undefined;
      if (!portal || host !== portal.host) throw nothingHere();
      const secure = portal.protocol === 'https:';
      const token = cookieOn({ secure }, request, 'perennial_member');
      const visit = await this.lookups.portalVisit(slug, token && hashToken(token));
      if (!visit) throw nothingHere();
      return { kind: 'portal', origin: portal.origin, secure, school: { id: visit.schoolId, slug }, session: visit.session };
    }
    // Whatever belongs to no surface is listed, so that a new route cannot be left without one by mistake.
    if (!withoutSurface.some((prefix) => route.startsWith(prefix))) throw nothingHere();
    return null;
  }
}

/** Programs with a key, Stripe with a signature, senders of webhooks with a secret, and probes that the web server does not pass on. */
const withoutSurface = ['/v1/', '/webhooks/', '/hooks/', '/health/', '/metrics'];

const hostOf = (request: FastifyRequest): string => request.headers.host?.toLowerCase() ?? '';

/** The admin surface, or null on another host. */
export function adminSurface(request: FastifyRequest, config: ApiConfig): Surface | null {
  const admin = new URL(config.adminUrl);
  if (hostOf(request) !== admin.host) return null;
  return { kind: 'admin', origin: admin.origin, secure: admin.protocol === 'https:', school: null, session: null };
}

/** RFC 8058: a mail program posts a form to the address in the mail's header; it has neither cookies nor an Origin. */
const isOneClick = (request: FastifyRequest): boolean => routeOf(request) === '/unsubscribe';

/** A browser names the page that sends a change; a form or a script of another origin is refused. */
function checkOrigin(request: FastifyRequest, origin: string): void {
  if (request.headers.origin !== origin)
    throw new Refusal('forbidden_origin', `Changes must come from ${origin}; send its Origin header.`);
}

/** A form needs no script to be sent, and other types would be read as something they are not. */
function checkJson(request: FastifyRequest): void {
  const type = request.headers['content-type'];
  // No form can send this type, and a script of another origin only after asking.
  if (type === fileType && takesFile(request)) return;
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type))
    throw new Refusal('unsupported_media_type', 'Send JSON with content-type application/json.');
  if (type === undefined && request.body !== undefined && request.body !== null)
    throw new Refusal('unsupported_media_type', 'Send JSON with content-type application/json.');
}

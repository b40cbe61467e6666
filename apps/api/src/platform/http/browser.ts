import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from './caller.js';
import { type CookieName, cookieOn, nameOn } from './cookies.js';
import type { Surface } from './surfaces.js';

/** The browser behind a request: its address, its cookies, and the surface it talks to. */
export class Browser {
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly surface: Surface;

  constructor(request: FastifyRequest, reply: FastifyReply) {
    if (!request.surface) throw new Error('only routes of a surface have a browser');
    this.#request = request;
    this.#reply = reply;
    this.surface = request.surface;
  }

  /** The caller for which its attempts are counted: an IP address, or its network. */
  get ip(): string {
    return callerOf(this.#request.ip);
  }

  cookie(name: CookieName): string | null {
    return cookieOf(this.#request, name);
  }

  setCookie(name: CookieName, value: string, seconds: number): void {
    const { secure } = this.surface;
    this.#reply.setCookie(nameOn(this.surface, name), value, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
      maxAge: seconds,
    });
  }

  clearCookie(name: CookieName): void {
    const { secure } = this.surface;
    this.#reply.clearCookie(nameOn(this.surface, name), { httpOnly: true, sameSite: 'lax', path: '/', secure });
  }
}

/** Value of one of our cookies, or null. */
export function cookieOf(request: FastifyRequest, name: CookieName): string | null {
  return request.surface ? cookieOn(request.surface, request, name) : null;
}

/** Parameter: the {@link Browser} of this request. */
export const FromBrowser = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  return new Browser(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});

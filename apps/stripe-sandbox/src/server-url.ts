import type { FastifyRequest } from 'fastify';
import type { Sandbox } from './sandbox.js';

/** Base of hosted pages: where the caller reached us, unless a public address is set. */
export const baseUrlOf = (sandbox: Sandbox, request: FastifyRequest): string =>
  sandbox.options.publicUrl ?? `http://${request.headers.host ?? '127.0.0.1'}`;

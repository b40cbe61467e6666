import type { Server } from 'node:http';

const intervalMs = 100;

/**
 * Closes connections as they become idle, until the server has closed. Node closes those that are idle when the server begins to
 * close; one that still has a response to finish then stays open until the caller ends it, which delayed each restart by many
 * seconds.
 */
export function closeWhenIdle(server: Server): void {
  const timer = setInterval(() => server.closeIdleConnections(), intervalMs);
  server.once('close', () => clearInterval(timer));
}

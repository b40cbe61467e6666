/** Of the network, as Node names them. */
const network: ReadonlySet<string> = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'ECONNABORTED',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ],
]);
/**
 * Transient SQLSTATE classes: connection exceptions, transactions to repeat, a server that lacks
 * resources or is shutting down, errors of its operating system. 25006 is a server that became read-only, 55P03 a lock.
 */
const passing = /^(08|40|53|57|58)|^(25006|55P03)$/;
/** Errors of `pg` and its pool that have no code. */
const unnamed =
  /connection terminated|connection error|connection timeout|timeout exceeded when trying to connect|not queryable/i;

/** Whether an error means that Postgres is unavailable or busy, so that the same work can succeed later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (network.has(code) || passing.test(code))) return true;
  if (unnamed.test(error.message)) return true;
  const inner = (error as { driverError?: unknown }).driverError ?? error.cause;
  return inner !== undefined && inner !== error && isOutage(inner);
}

/** Why a call got no answer, as a sentence for staff. Names neither the address nor a header, which may hold stored values. */
export function describeNetworkError(error: unknown): string {
  const code = codesOf(error).find((each) => Object.hasOwn(sentences, each));
  return code === undefined ? 'The connection failed.' : (sentences[code] ?? '');
}

const noHost = 'The host name was not found (DNS).';
const certificate = 'The TLS certificate of the host is not valid.';
const tooLate = 'The server did not answer in time.';
const cutOff = 'The server closed the connection.';

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: noHost,
  EAI_AGAIN: 'The host name could not be looked up (DNS).',
  ENODATA: noHost,
  ECONNREFUSED: 'The server refused the connection.',
  ECONNRESET: cutOff,
  EPIPE: cutOff,
  UND_ERR_SOCKET: cutOff,
  EHOSTUNREACH: 'No route to the server.',
  ENETUNREACH: 'No route to the server.',
  ETIMEDOUT: tooLate,
  TimeoutError: tooLate,
  UND_ERR_CONNECT_TIMEOUT: tooLate,
  UND_ERR_HEADERS_TIMEOUT: tooLate,
  UND_ERR_BODY_TIMEOUT: tooLate,
  CERT_HAS_EXPIRED: certificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
};

/** Codes and names of an error and its causes, the outer first. */
function codesOf(error: unknown): string[] {
  const found: string[] = [];
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 8; depth++) {
    for (const key of ['code', 'name'] as const) {
      const value: unknown = Reflect.get(at, key);
      if (typeof value === 'string') found.push(value);
    }
    const { cause, errors }: { cause?: unknown; errors?: unknown } = at;
    if (Array.isArray(errors)) found.push(...errors.flatMap(codesOf));
    at = cause;
  }
  return found;
}

import { request } from 'node:http';

/** A request as it goes over the wire. `fetch` would not let a spec choose the Host. */
export interface WireRequest {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is, bytes as a file. */
  readonly body?: object | string | undefined;
}

/** An answer as a browser sees it. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a spec looks into whatever JSON came back
  readonly body: any;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: readonly (readonly [name: string, value: string])[];
}

/** Sends one request to a server on this machine. */
export function send({ port, method, path, headers = {}, body }: WireRequest): Promise<Answer> {
  const payload = Buffer.isBuffer(body) || typeof body !== 'object' ? body : JSON.stringify(body);
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        headers: {
          ...(typeof body === 'object' && { 'content-type': type }),
          ...(payload !== undefined && { 'content-length': String(Buffer.byteLength(payload)) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: parse(Buffer.concat(chunks).toString()),
            headers: response.headers,
            cookies: (response.headers['set-cookie'] ?? []).map(nameAndValue),
          }),
        );
      },
    );
    call.on('error', reject);
    call.end(payload);
  });
}

function nameAndValue(line: string): [string, string] {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function parse(body: string): unknown {
  try {
    return body ? JSON.parse(body) : null;
  } catch {
    return body;
  }
}

import { type IncomingHttpHeaders, request } from 'node:http';

/** A response of the product. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** The response was not the expected one. */
export class UnexpectedAnswer extends Error {
  constructor(method: string, path: string, answer: Answer) {
    super(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, 600)}`);
  }
}

/** One browser on one host of the product: keeps cookies, sends its origin. `*.localhost` resolves to this machine. */
export class Surface {
  readonly #cookies = new Map<string, string>();
  readonly #origin: URL;

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  get origin(): string {
    return this.#origin.origin;
  }

  get = <T>(path: string): Promise<T> => this.#expect<T>('GET', path);
  post = <T>(path: string, body: object = {}): Promise<T> => this.#expect<T>('POST', path, body);
  put = <T>(path: string, body: object = {}): Promise<T> => this.#expect<T>('PUT', path, body);
  patch = <T>(path: string, body: object = {}): Promise<T> => this.#expect<T>('PATCH', path, body);
  delete = <T>(path: string): Promise<T> => this.#expect<T>('DELETE', path, {});

  /** The response, whatever its status. */
  send(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: this.#origin.port,
          method,
          path,
          headers: {
            host: this.#origin.host,
            ...(method === 'GET' ? {} : { origin: this.#origin.origin }),
            ...(cookie && { cookie }),
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': String(Buffer.byteLength(payload)),
            }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            this.#keep(response.headers['set-cookie'] ?? []);
            const bytes = Buffer.concat(chunks);
            const json = response.headers['content-type']?.includes('json') ?? false;
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: json ? JSON.parse(bytes.toString('utf8') || 'null') : bytes,
            });
          });
        },
      );
      call.on('error', reject);
      call.end(payload);
    });
  }

  async #expect<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.send(method, path, body);
    if (answer.status < 200 || answer.status > 299) throw new UnexpectedAnswer(method, path, answer);
    return answer.body as T;
  }

  #keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

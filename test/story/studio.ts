import { createServer, type Server } from 'node:http';

/** An outside service that automations call. Records the idempotency keys that it receives. */
export class Studio {
  readonly keys: string[] = [];
  #status = 200;

  private constructor(private readonly server: Server) {}

  /** @param address host:port that the product may call */
  static open(address: string): Promise<Studio> {
    const [host, port] = address.split(':');
    return new Promise((resolve, reject) => {
      const server = createServer((request, response) => {
        studio.keys.push(String(request.headers['idempotency-key']));
        request.resume().on('end', () => response.writeHead(studio.#status).end('noted'));
      });
      const studio = new Studio(server);
      server.once('error', reject);
      server.listen(Number(port), host, () => resolve(studio));
    });
  }

  answerWith(status: number): void {
    this.#status = status;
  }

  close(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}

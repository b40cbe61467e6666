import { type ClientRequest, request } from 'node:http';
import type { Topic } from '@perennial/domain/events';
import { until } from '../../support/until.js';
import type { Visitor } from './support.js';

/** A stream of server-sent events as a browser reads it. */
export class EventStream {
  status = 0;
  headers: Readonly<Record<string, string | string[] | undefined>> = {};
  lastId: string | null = null;
  retry: string | null = null;
  ended = false;
  readonly topics: Topic[] = [];
  #text = '';
  readonly #call: ClientRequest;

  constructor(port: number, visitor: Visitor, host: string, { after }: { after?: string | null } = {}) {
    this.#call = request(
      {
        host: '127.0.0.1',
        port,
        path: `/api/${host === 'admin' ? 'admin' : 'portal'}/changes`,
        agent: false,
        headers: {
          host: `${host}.localhost:3000`,
          accept: 'text/event-stream',
          cookie: [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
          ...(after && { 'last-event-id': after }),
        },
      },
      (response) => {
        this.status = response.statusCode ?? 0;
        this.headers = response.headers;
        response.on('data', (chunk: Buffer) => this.#read(chunk.toString()));
        response.on('close', () => {
          this.ended = true;
        });
        response.on('error', () => {});
      },
    );
    this.#call.on('error', () => {
      this.ended = true;
    });
    this.#call.end();
  }

  /** Waits for its first message. */
  async opened(): Promise<this> {
    await until(
      () => this.lastId !== null || this.status >= 400,
      () => this.status,
    );
    return this;
  }

  /** Waits until a topic has come. */
  hears(key: string, id?: string): Promise<void> {
    return until(
      () => this.heard(key, id),
      () => this.topics,
    );
  }

  heard(key: string, id?: string): boolean {
    return this.topics.some((topic) => topic.key === key && topic.id === id);
  }

  hasEnded(): Promise<void> {
    return until(() => this.ended);
  }

  close(): void {
    this.#call.destroy();
  }

  #read(text: string): void {
    this.#text += text;
    const messages = this.#text.split('\n\n');
    this.#text = messages.pop() ?? '';
    for (const line of messages.flatMap((message) => message.split('\n'))) {
      const value = line.slice(line.indexOf(':') + 2);
      if (line.startsWith('id:')) this.lastId = value;
      if (line.startsWith('retry:')) this.retry = value;
      if (line.startsWith('data:')) this.topics.push(...JSON.parse(value).topics);
    }
  }
}

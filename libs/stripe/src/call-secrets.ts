import { randomUUID } from 'node:crypto';
import { CallSecret, type Tenancy } from '@perennial/db';
import { hostOf } from '@perennial/domain/automation';
import { In } from 'typeorm';
import type { SecretBox } from './secrets.js';

interface Header {
  readonly name: string;
  readonly value: string;
  readonly secret?: string | null | undefined;
}

/** A stored header value is gone, or belongs to another host. */
export class CallSecretUnusableError extends Error {
  override readonly name = 'CallSecretUnusableError';
}

/** Header values of *Call a URL*: sealed when a drawing is stored, opened only for a call to the host they were entered for. */
export class CallSecrets {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly box: SecretBox,
  ) {}

  /** The headers of a call, opened. In the open scope. @throws {CallSecretUnusableError} */
  async open(headers: readonly Header[], url: string): Promise<{ name: string; value: string }[]> {
    const rows = await this.#rows(headers.flatMap(({ secret }) => secret ?? []));
    return headers.map(({ name, value, secret }) => {
      if (!secret) return { name, value };
      const row = rows.get(secret);
      if (row?.host !== hostOf(url)) throw new CallSecretUnusableError(`the value of header ${name} is not for this host`);
      return { name, value: this.#read(row) };
    });
  }

  /**
   * A drawing with every header value replaced by the id of its secret. In the open scope. A value that an earlier drawing has for
   * the same host keeps its id, so that saving again changes nothing.
   */
  async seal<T>(drawing: T, earlier: readonly unknown[]): Promise<T> {
    const known = await this.#known(earlier);
    const sealed = structuredClone(drawing);
    for (const { host, headers } of callsOf(sealed))
      for (const header of headers) {
        if (!isHeader(header) || header.value === '') continue;
        const key = `${host}\n${header.value}`;
        const id = known.get(key) ?? (await this.#add(host, header.value));
        known.set(key, id);
        Object.assign(header, { value: '', secret: id });
      }
    return sealed;
  }

  /** Steps whose stored header values were entered for another address, or are gone. In the open scope. */
  async misplaced(drawing: unknown): Promise<string[]> {
    const calls = callsOf(drawing);
    const ids = calls.flatMap(({ headers }) => headers.flatMap((header) => (isHeader(header) && header.secret) || []));
    const rows = await this.#rows(ids);
    return calls.flatMap(({ nodeId, host, headers }) =>
      headers.some((header) => isHeader(header) && header.secret && rows.get(header.secret)?.host !== host) ? [nodeId] : [],
    );
  }

  /** Seals the values that drawings and versions of a school still hold in the open. In the open scope. */
  async sealStored(): Promise<void> {
    const plain = `jsonb_path_exists(%, '$.nodes[*] ? (@.kind == "callUrl").config.headers[*] ? (@.value != "")')`;
    const automations = await this.tenancy.rows<{ id: string; draft: object; versions: { id: string; graph: object }[] }>(
      `select a.id, a.draft, coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'graph', v.graph)) filter (where v.id is not null), '[]') as versions
         from automation a left join automation_version v on v.automation_id = a.id
        where ${plain.replace('%', 'a.draft')} or exists (
          select from automation_version w where w.automation_id = a.id and ${plain.replace('%', 'w.graph')})
        group by a.id, a.draft`,
    );
    for (const { id, draft, versions } of automations) {
      const done: object[] = [await this.seal(draft, [])];
      await this.tenancy.em.query('update automation set draft = $2 where id = $1', [id, JSON.stringify(done[0])]);
      for (const version of versions) {
        const graph = await this.seal(version.graph, done);
        done.push(graph);
        await this.tenancy.em.query('update automation_version set graph = $2 where id = $1', [
          version.id,
          JSON.stringify(graph),
        ]);
      }
    }
  }

  async #known(drawings: readonly unknown[]): Promise<Map<string, string>> {
    const headers = drawings.flatMap(callsOf).flatMap((call) => call.headers.filter(isHeader));
    const rows = await this.#rows(headers.flatMap(({ secret }) => secret ?? []));
    return new Map([...rows.values()].map((row) => [`${row.host}\n${this.#read(row)}`, row.id]));
  }

  async #rows(ids: readonly string[]): Promise<Map<string, CallSecret>> {
    const rows = ids.length === 0 ? [] : await this.tenancy.repo(CallSecret).findBy({ id: In([...new Set(ids)]) });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async #add(host: string, value: string): Promise<string> {
    const id = randomUUID();
    await this.tenancy.repo(CallSecret).insert({ id, host, sealed: this.box.seal(value, placeOf(id)) });
    return id;
  }

  #read({ id, sealed }: CallSecret): string {
    return this.box.open(sealed, placeOf(id));
  }
}

const placeOf = (id: string): string => `call_secret:${id}:value`;
const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? Reflect.get(of, name) : undefined;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Drafts may be half-edited: what is no header is left as it is. */
function isHeader(value: unknown): value is Header {
  const secret = field(value, 'secret');
  return (
    typeof field(value, 'value') === 'string' &&
    (secret === undefined || secret === null || (typeof secret === 'string' && uuid.test(secret)))
  );
}

function callsOf(drawing: unknown): { nodeId: string; host: string; headers: unknown[] }[] {
  const nodes = field(drawing, 'nodes');
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node) => {
    const config = field(node, 'config');
    const [url, headers] = [field(config, 'url'), field(config, 'headers')];
    if (field(node, 'kind') !== 'callUrl' || !Array.isArray(headers)) return [];
    return [{ nodeId: String(field(node, 'id')), host: typeof url === 'string' ? hostOf(url) : '', headers }];
  });
}

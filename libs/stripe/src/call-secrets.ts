import { randomUUID } from 'node:crypto';
import { CallSecret, type Tenancy } from '@perennial/db';
import { hostOf, type StoredValue } from '@perennial/domain/automation';
import { In } from 'typeorm';
import type { SecretBox } from './secrets.js';

/** Settings of a call with encrypted values. */
const sealedSettings = ['headers', 'secrets'] as const;
type SealedSetting = (typeof sealedSettings)[number];

/** A stored value no longer exists, or belongs to another host. */
export class CallSecretUnusableError extends Error {
  override readonly name = 'CallSecretUnusableError';
}

/**
 * Header values and secrets of *Call a URL*: encrypted when a graph is stored, and decrypted only for a call to the host for
 * which they were entered.
 */
export class CallSecrets {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly box: SecretBox,
  ) {}

  /** Decrypted headers or secrets of a call. In the open scope. @throws {CallSecretUnusableError} */
  async open(values: readonly StoredValue[], url: string): Promise<{ name: string; value: string }[]> {
    const rows = await this.#rows(values.flatMap(({ secret }) => secret ?? []));
    return values.map(({ name, value, secret }) => {
      if (!secret) return { name, value };
      const row = rows.get(secret);
      if (row?.host !== hostOf(url)) throw new CallSecretUnusableError(`the value of ${name} is not for this host`);
      return { name, value: this.#read(row) };
    });
  }

  /**
   * A graph with every header value and secret replaced by its ID. In the open scope. A value that an earlier graph has for the
   * same host keeps its ID, so that saving again changes nothing.
   */
  async seal<T>(drawing: T, earlier: readonly unknown[]): Promise<T> {
    const known = await this.#known(earlier);
    const sealed = structuredClone(drawing);
    for (const { host, values } of callsOf(sealed))
      for (const { stored } of values) {
        if (stored.value === '') continue;
        const key = `${host}\n${stored.value}`;
        const id = known.get(key) ?? (await this.#add(host, stored.value));
        known.set(key, id);
        Object.assign(stored, { value: '', secret: id });
      }
    return sealed;
  }

  /** Settings whose stored values were entered for another address, or no longer exist. In the open scope. */
  async misplaced(drawing: unknown): Promise<{ nodeId: string; setting: SealedSetting }[]> {
    const calls = callsOf(drawing);
    const rows = await this.#rows(calls.flatMap(({ values }) => values.flatMap(({ stored: { secret } }) => secret ?? [])));
    return calls.flatMap(({ nodeId, host, values }) =>
      sealedSettings
        .filter((setting) => values.some((one) => one.setting === setting && isMisplaced(one.stored, host)))
        .map((setting) => ({ nodeId, setting })),
    );
    function isMisplaced({ secret }: StoredValue, host: string): boolean {
      return typeof secret === 'string' && rows.get(secret)?.host !== host;
    }
  }

  /** Encrypts the plain-text values in graphs and versions of a school. In the open scope. */
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
    const values = drawings.flatMap(callsOf).flatMap((call) => call.values);
    const rows = await this.#rows(values.flatMap(({ stored: { secret } }) => secret ?? []));
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

/** Drafts may be incomplete. Other values are not changed. */
function isStored(value: unknown): value is StoredValue {
  const secret = field(value, 'secret');
  return (
    typeof field(value, 'value') === 'string' &&
    (secret === undefined || secret === null || (typeof secret === 'string' && uuid.test(secret)))
  );
}

interface Call {
  readonly nodeId: string;
  readonly host: string;
  readonly values: readonly { readonly setting: SealedSetting; readonly stored: StoredValue }[];
}

function callsOf(drawing: unknown): Call[] {
  const nodes = field(drawing, 'nodes');
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node) => {
    if (field(node, 'kind') !== 'callUrl') return [];
    const config = field(node, 'config');
    const url = field(config, 'url');
    const values = sealedSettings.flatMap((setting) => {
      const list = field(config, setting);
      return Array.isArray(list) ? list.filter(isStored).map((stored) => ({ setting, stored })) : [];
    });
    return [{ nodeId: String(field(node, 'id')), host: typeof url === 'string' ? hostOf(url) : '', values }];
  });
}

import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKey, Tenancy } from '@perennial/db';
import { ChannelListener, Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { Lookups } from '../../platform/database/lookups.js';
import type { FoundKey } from '../../platform/database/lookups.queries.js';
import { hashToken } from '../../platform/http/tokens.js';
import { announceRevokedKey } from './auth.queries.js';

/** A busy key does not rewrite its row with every request. */
const usePrecisionMs = 60_000;
/** How long a key is cached: the longest that a revoked key works if the announcement is lost. */
const knownMs = 5_000;
const mostKnown = 10_000;

interface KnownKey {
  readonly key: FoundKey;
  readonly until: number;
  lastUsedAt: Date | null;
}

/**
 * A cache of API keys for guards. A key is cached for seconds, until a process announces its revocation. While announcements
 * cannot be received, every request reads its key.
 */
@Injectable()
export class ApiKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #known = new Map<string, KnownKey>();
  #listener: ChannelListener | null = null;
  #revocations = 0;

  constructor(
    private readonly config: ApiConfig,
    private readonly lookups: Lookups,
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(ApiKey) private readonly apiKeys: Repository<ApiKey>,
  ) {}

  onApplicationBootstrap(): void {
    this.#listener = new ChannelListener(this.config.env.DATABASE_URL, 'api_keys', {
      notified: (id) => this.#forget(id),
      // Announcements during the interruption are lost.
      listening: () => {
        this.#revocations++;
        this.#known.clear();
      },
    });
    this.#listener.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#listener?.stop();
  }

  /**
   * The key with a token that is not revoked, or null. Needs no scope: the key says which school. Records that it is used, once a
   * minute at most.
   */
  async use(token: string): Promise<FoundKey | null> {
    const hash = hashToken(token);
    const now = this.clocks.wall();
    const known = this.#remembered(hash, now) ?? (await this.#lookUp(hash, now));
    if (!known) return null;
    if (!known.lastUsedAt || now.getTime() - known.lastUsedAt.getTime() > usePrecisionMs) {
      known.lastUsedAt = now;
      const { id, schoolId } = known.key;
      await this.tenancy.withSchool(schoolId, () => this.apiKeys.update({ id }, { lastUsedAt: now }));
    }
    return known.key;
  }

  /** Removes a key from the cache of every process, in the open scope that revokes it. */
  async revoked(id: string): Promise<void> {
    // In the transaction of the revocation. Afterwards, a process that ends in between would leave the revoked key working.
    await this.tenancy.rowsOf(announceRevokedKey, id);
    this.tenancy.afterCommit(() => this.#forget(id));
  }

  #remembered(hash: string, now: Date): KnownKey | null {
    const known = this.#known.get(hash);
    return known && known.until > now.getTime() && this.#listener?.isListening ? known : null;
  }

  async #lookUp(hash: string, now: Date): Promise<KnownKey | null> {
    const revocations = this.#revocations;
    const key = await this.lookups.apiKeyByToken(hash);
    if (!key) {
      this.#known.delete(hash);
      return null;
    }
    if (this.#known.size >= mostKnown) this.#known.clear();
    const known: KnownKey = { key, until: now.getTime() + knownMs, lastUsedAt: key.lastUsedAt };
    // A revocation that arrived in the meantime may be of this key.
    if (revocations === this.#revocations) this.#known.set(hash, known);
    return known;
  }

  #forget(id: string): void {
    this.#revocations++;
    for (const [hash, { key }] of this.#known) if (key.id === id) this.#known.delete(hash);
  }
}

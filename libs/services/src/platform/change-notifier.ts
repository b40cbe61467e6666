import { setTimeout as sleep } from 'node:timers/promises';
import { mergeTopics, type Topic, type Topics } from '@perennial/domain/events';
import type { DataSource } from 'typeorm';

/** What a commit changed, for open screens. Contains only IDs. */
export interface Change extends Topics {
  readonly schoolId: string;
  /** The member whom `portal` concerns. */
  readonly contactId: string | null;
  /** The event that recorded it, if there is one. It can be read again later. */
  readonly eventId?: string;
  /** Set when sessions ended, so that open streams are checked. */
  readonly sessions?: true;
}

/** Receives what a commit changed. */
export interface ChangeSink {
  publish(change: Change): void;
}

const gatherMs = 40;
const retryMs = 1_000;
/** Postgres takes 8,000 bytes in one notification. */
const mostBytes = 7_000;
const mostWaiting = 2_000;

/**
 * Sends changes to the API processes, whose open channels pass them on. For after a commit, like a notification of the outbox:
 * what comes
 * in while one is on its way is sent together. When Postgres cannot be reached, it is sent later.
 */
export class ChangeNotifier implements ChangeSink {
  #waiting: Change[] = [];
  #sending = false;

  constructor(private readonly dataSource: DataSource) {}

  publish(change: Change): void {
    this.#waiting.push(change);
    // During an outage, changes are not kept individually. All screens reload once they are connected again.
    if (this.#waiting.length > mostWaiting) this.#waiting = mergeChanges(this.#waiting).slice(-mostWaiting);
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#waiting.length > 0) {
      await sleep(gatherMs, undefined, { ref: false });
      const changes = this.#waiting;
      this.#waiting = [];
      const parts = inParts(mergeChanges(changes));
      try {
        // It does not have to survive a crash, so the commit does not wait for the disk.
        for (let part = parts[0]; part; part = parts[0]) {
          await this.dataSource.query(`select set_config('synchronous_commit', 'off', true), pg_notify('changes', $1)`, [
            part.text,
          ]);
          parts.shift();
        }
      } catch {
        if (!this.dataSource.isInitialized) break;
        this.#waiting = [...parts.flatMap(({ changes: unsent }) => unsent), ...this.#waiting];
        await sleep(retryMs, undefined, { ref: false });
      }
    }
    this.#sending = false;
  }
}

/** Changes without an event that concern the same, as one. Those with an event keep its id. */
export function mergeChanges(changes: readonly Change[]): Change[] {
  const merged = new Map<string, Change>();
  for (const change of changes) {
    const key = [change.schoolId, change.contactId, change.eventId, change.sessions].join();
    const before = merged.get(key);
    merged.set(key, {
      ...change,
      admin: mergeTopics([...(before?.admin ?? []), ...change.admin]),
      portal: mergeTopics([...(before?.portal ?? []), ...change.portal]),
    });
  }
  return [...merged.values()];
}

interface Part {
  readonly text: string;
  readonly changes: readonly Change[];
}

function inParts(changes: readonly Change[]): Part[] {
  const parts: Part[] = [];
  let open: Change[] = [];
  let size = 2;
  const close = () => {
    if (open.length > 0) parts.push({ text: JSON.stringify(open), changes: open });
    open = [];
    size = 2;
  };
  for (const change of changes) {
    const bytes = Buffer.byteLength(JSON.stringify(change)) + 1;
    if (size + bytes > mostBytes) close();
    open.push(change);
    size += bytes;
  }
  close();
  return parts;
}

/** Parses a notification. Returns nothing if it is invalid, because any database login can notify. */
export function changesIn(payload: string): Change[] {
  try {
    const value: unknown = JSON.parse(payload);
    return Array.isArray(value) ? value.filter(isChange) : [];
  } catch {
    return [];
  }
}

const isChange = (value: unknown): value is Change =>
  typeof value === 'object' &&
  value !== null &&
  'schoolId' in value &&
  'admin' in value &&
  areTopics(value.admin) &&
  'portal' in value &&
  areTopics(value.portal);

const areTopics = (value: unknown): value is Topic[] =>
  Array.isArray(value) && value.every((topic) => typeof topic === 'object' && topic !== null && typeof topic.key === 'string');

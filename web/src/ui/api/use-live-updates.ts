import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { LiveChannel, type Topic } from './live-channel';

/** Which queries a topic makes stale. */
export type Affects<K extends string = string> = Readonly<Record<K, (key: QueryKey, id: string | undefined) => boolean>>;

/** Whether a query shows what one of the topics names. */
export const isAffected = (affects: Affects, topics: readonly Topic[], key: QueryKey): boolean =>
  topics.some((topic) =>
    topic.key === '*'
      ? Object.values(affects).some((matches) => matches(key, undefined))
      : affects[topic.key]?.(key, topic.id) === true,
  );

/** A key that begins with these parts. */
export const under =
  (...parts: readonly string[]) =>
  (key: QueryKey): boolean =>
    parts.every((part, place) => key[place] === part);

/** A list under a name, and the one record with the id. Without an id, every record. */
export const recordsOf =
  (name: string) =>
  (key: QueryKey, id: string | undefined): boolean =>
    key[0] === name && (id === undefined || typeof key[1] !== 'string' || key[1] === id);

/**
 * Keeps the screen up to date while the tab is visible: refetches queries when the API names what they show.
 * @param path of the surface's channel, or null while no one is signed in
 */
export function useLiveUpdates(path: string | null, affects: Affects): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (path === null) return;
    const channel = new LiveChannel(path, {
      connect: (address) => new EventSource(address),
      changed: (topics) => queries.invalidateQueries({ predicate: ({ queryKey }) => isAffected(affects, topics, queryKey) }),
      refused: () => void queries.invalidateQueries({ queryKey: ['me'] }),
    });
    const follow = () => (document.visibilityState === 'visible' ? channel.open() : channel.close());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      channel.close();
    };
  }, [path, affects, queries]);
}

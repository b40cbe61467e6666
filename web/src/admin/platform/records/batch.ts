/** How many records one request may name. */
const most = 100;

interface Asked<T> {
  readonly promise: Promise<T | null>;
  readonly resolve: (record: T | null) => void;
  readonly reject: (error: unknown) => void;
}

function ask<T>(): Asked<T> {
  let resolve: Asked<T>['resolve'] = () => {};
  let reject: Asked<T>['reject'] = () => {};
  const promise = new Promise<T | null>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

/** Collects the IDs requested in one turn of the event loop and loads them together; null for a missing record. */
export function createBatcher<T extends { readonly id: string }>(
  load: (ids: readonly string[]) => Promise<readonly T[]>,
): (id: string) => Promise<T | null> {
  let waiting = new Map<string, Asked<T>>();
  const loadAll = async (asked: readonly (readonly [string, Asked<T>])[]) => {
    try {
      const found = new Map((await load(asked.map(([id]) => id))).map((record) => [record.id, record]));
      for (const [id, { resolve }] of asked) resolve(found.get(id) ?? null);
    } catch (error) {
      for (const [, { reject }] of asked) reject(error);
    }
  };
  const send = () => {
    const asked = [...waiting];
    waiting = new Map();
    for (let start = 0; start < asked.length; start += most) void loadAll(asked.slice(start, start + most));
  };
  return (id) => {
    const known = waiting.get(id);
    if (known) return known.promise;
    if (waiting.size === 0) setTimeout(send);
    const asked = ask<T>();
    waiting.set(id, asked);
    return asked.promise;
  };
}

/** Runs at most so many pieces of work at the same time; the others wait in their order. */
export function limited(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Passes the place to the next in line without freeing it, so that no later caller takes it.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

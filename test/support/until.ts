/**
 * Waits, at most ten seconds, for something to come true.
 * @param stands what to say when it did not
 */
export async function until(what: () => Promise<boolean> | boolean, stands: () => unknown = () => ''): Promise<void> {
  for (let tries = 0; !(await what()); tries++) {
    if (tries > 400) throw new Error(`it did not come to that: ${JSON.stringify(stands())}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

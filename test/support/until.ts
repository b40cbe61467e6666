/**
 * Waits for a condition, at most ten seconds.
 * @param state shown in the error if the condition does not become true
 */
export async function until(condition: () => Promise<boolean> | boolean, state: () => unknown = () => ''): Promise<void> {
  for (let tries = 0; !(await condition()); tries++) {
    if (tries > 400) throw new Error(`the condition did not become true: ${JSON.stringify(state())}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Placeholder. */
export async function checkCompose() {}

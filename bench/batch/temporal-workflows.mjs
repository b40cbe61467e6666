import { proxyLocalActivities } from '@temporalio/workflow';

const local =
  /** @type {{ hasTag: (email: string, tag: string) => Promise<boolean>, addTag: (email: string, tag: string) => Promise<void> }} */ (
    /** @type {unknown} */ (proxyLocalActivities({ startToCloseTimeout: '30 seconds' }))
  );

/** One workflow each: the same light steps. @param {{ email: string, tag: string }} input */
export async function enter({ email, tag }) {
  if (await local.hasTag(email, 'nobody has it')) return;
  await local.addTag(email, tag);
}

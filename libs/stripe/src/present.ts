import Stripe from 'stripe';

/** Whether Stripe says that an object named by its ID does not exist. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/** An object at Stripe, or null if it was deleted there: an ID that we stored may outlive what it names. */
export async function presentOrNull<T extends object>(read: () => Promise<T | Stripe.Response<Deleted>>): Promise<T | null> {
  try {
    const object = await read();
    return 'deleted' in object && object.deleted ? null : (object as T);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

interface Deleted {
  readonly id: string;
  readonly deleted: true;
}

import Stripe from 'stripe';

/** Whether Stripe reports that an object does not exist. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/** An object at Stripe, or null if it was deleted there: a stored ID may refer to a deleted object. */
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

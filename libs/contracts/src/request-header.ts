/** The Temporal header that carries a request's id through workflows to their activities. */
export const requestHeader = 'request-id';

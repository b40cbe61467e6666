/** The Temporal header that passes the request ID through workflows to their activities. */
export const requestHeader = 'request-id';

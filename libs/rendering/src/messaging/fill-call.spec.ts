import { describe, expect, it } from '@jest/globals';
import { fillCall } from './fill-call.js';

const call = {
  method: 'POST',
  url: 'https://example.com/{{ event.planTitle }}?key={{ secret.key }}',
  headers: [{ name: 'authorization', value: 'Bearer {{ secret.key }}' }],
  body: [{ name: 'email', value: '{{ contact.email }}' }],
};
const variables = {
  event: { planTitle: 'pottery' },
  contact: { name: 'Ana', email: 'ana@example.com' },
  secrets: [{ name: 'key', value: 'a&b' }],
};

describe('a call', () => {
  it('is filled in with the event, the person and the secrets, which are encoded in the address only', () => {
    expect(fillCall(call, variables)).toEqual({
      url: 'https://example.com/pottery?key=a%26b',
      headers: [{ name: 'authorization', value: 'Bearer a&b' }],
      body: '{"email":"ana@example.com"}',
    });
  });

  it('has no body without fields, or where its method has none; and nobody has no address', () => {
    expect(fillCall({ ...call, body: [] }, variables).body).toBeNull();
    expect(fillCall({ ...call, method: 'GET' }, variables).body).toBeNull();
    expect(fillCall(call, { ...variables, contact: null }).body).toBe('{"email":""}');
  });
});

import { describe, expect, it } from '@jest/globals';
import { breakReasonOf, useOf } from './connection-health.js';

describe('a refusal by Stripe', () => {
  it.each([
    [401, 'GET', '/v1/events?limit=100', 'key_rejected'],
    [401, 'POST', '/v1/invoices/in_1/void', 'key_rejected'],
    [403, 'GET', '/v1/events', 'events_not_permitted'],
    [403, 'GET', '/v1/subscriptions/sub_1', 'billing_not_permitted'],
    [403, 'POST', '/v1/subscriptions/sub_1', 'changes_not_permitted'],
    [403, 'DELETE', '/v1/subscriptions/sub_1', 'changes_not_permitted'],
    [400, 'GET', '/v1/subscriptions/sub_1', null],
    [403, 'GET', '/v1/invoices/in_1?expand[0]=payments.data.payment.payment_intent', null],
    [402, 'POST', '/v1/invoices/in_1/pay', null],
    [404, 'GET', '/v1/subscriptions/sub_1', null],
    [429, 'GET', '/v1/events', null],
    [500, 'GET', '/v1/events', null],
  ])('with %i of %s %s means %s', (status, method, path, reason) => {
    expect(breakReasonOf(status, useOf(method, path))).toBe(reason);
  });
});

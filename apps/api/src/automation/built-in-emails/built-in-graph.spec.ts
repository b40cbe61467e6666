import { describe, expect, it } from '@jest/globals';
import { validateGraph } from '@perennial/domain/automation';
import { type BuiltInMessage, builtInMessages } from '@perennial/domain/messaging';
import { builtInGraph } from './built-in-graph.js';

describe('automations of built-in messages', () => {
  it.each(builtInMessages.map((message): [string, BuiltInMessage] => [message.key, message]))(
    '%s can be published',
    (_key, message) => {
      expect(validateGraph(builtInGraph(message, '01920000-0000-7000-8000-000000000001'))).toEqual([]);
    },
  );
});

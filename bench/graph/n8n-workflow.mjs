/**
 * The graph as an n8n workflow: a webhook that answers when the event has come, an `if`, a `set` for the tag, and the call.
 * @param {string} counter host:port
 */
export function n8nWorkflow(counter) {
  const at = (/** @type {number} */ column) => [column * 220, 300];
  return {
    id: 'bench',
    name: 'Bench',
    active: true,
    settings: { executionOrder: 'v1' },
    nodes: [
      {
        ...{ id: '1', name: 'Event', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: at(1), webhookId: 'bench' },
        parameters: { httpMethod: 'POST', path: 'bench', responseMode: 'onReceived', options: {} },
      },
      {
        ...{ id: '2', name: 'If', type: 'n8n-nodes-base.if', typeVersion: 2.2, position: at(2) },
        parameters: {
          conditions: {
            options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
            combinator: 'and',
            conditions: [
              {
                id: 'a',
                leftValue: '={{ $json.body.tag }}',
                rightValue: 'nobody has it',
                operator: { type: 'string', operation: 'equals' },
              },
            ],
          },
          options: {},
        },
      },
      {
        ...{ id: '3', name: 'Tag', type: 'n8n-nodes-base.set', typeVersion: 3.4, position: at(3) },
        parameters: {
          assignments: {
            assignments: [
              { id: 'b', name: 'id', value: '={{ $json.body.id }}', type: 'string' },
              { id: 'c', name: 'tag', value: 'began', type: 'string' },
            ],
          },
          options: {},
        },
      },
      {
        ...{ id: '4', name: 'Call', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: at(4) },
        parameters: { method: 'POST', url: `=http://${counter}/{{ $json.id }}`, options: {} },
      },
    ],
    connections: {
      Event: { main: [[{ node: 'If', type: 'main', index: 0 }]] },
      // The second branch: nobody has the tag.
      If: { main: [[], [{ node: 'Tag', type: 'main', index: 0 }]] },
      Tag: { main: [[{ node: 'Call', type: 'main', index: 0 }]] },
    },
  };
}

// @ts-check
/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const list = byId('list');
const pane = byId('message');
const filter = /** @type {HTMLInputElement} */ (byId('filter'));

/** @type {any[]} */
let messages = [];
let view = 'message';

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string)} children
 */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(...children);
  return element;
}

/** @param {{ name?: string, address?: string }} person */
const named = ({ name, address }) => (name ? `${name} <${address}>` : (address ?? ''));

/** @param {string} instant */
function shortTime(instant) {
  const date = new Date(instant);
  const today = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(undefined, today ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' });
}

/** @param {any} message */
function recipients(message) {
  return message.to.length > 0 ? message.to.map(named).join(', ') : message.envelope.to.join(', ');
}

function showList() {
  const words = filter.value.trim().toLowerCase();
  const shown = messages.filter((message) =>
    `${recipients(message)} ${message.envelope.to} ${message.subject}`.toLowerCase().includes(words),
  );
  const chosen = location.hash.slice(1);
  list.replaceChildren(
    ...shown.map((message) => {
      const marks =
        message.copies > 1
          ? [make('span', { className: 'mark', title: 'Messages with this Message-ID' }, `×${message.copies}`)]
          : [];
      const row = make(
        'button',
        { className: 'row', type: 'button', onclick: () => open(message.id) },
        make('span', { className: 'to' }, recipients(message)),
        make(
          'time',
          { dateTime: message.receivedAt, title: new Date(message.receivedAt).toLocaleString() },
          shortTime(message.receivedAt),
        ),
        make('span', { className: 'subject' }, message.subject || '(no subject)', ...marks),
        make(
          'span',
          { className: 'preview' },
          `${message.attachments > 0 ? `${message.attachments} attached · ` : ''}${message.preview}`,
        ),
      );
      if (message.id === chosen) row.setAttribute('aria-current', 'true');
      return make('li', {}, row);
    }),
  );
  byId('count').textContent = messages.length > 0 ? String(messages.length) : '';
  byId('none').hidden = shown.length > 0;
  byId('none').textContent =
    messages.length > 0 ? 'No message matches.' : 'No mail yet. Whatever is sent from here arrives in this list at once.';
}

/** @param {string} id */
function open(id) {
  location.hash = id;
}

async function showMessage() {
  const id = location.hash.slice(1);
  document.body.toggleAttribute('data-open', id !== '');
  showList();
  if (!id) {
    pane.replaceChildren();
    return;
  }
  const response = await fetch(`/api/messages/${id}`);
  if (location.hash.slice(1) !== id) return;
  if (!response.ok) {
    pane.replaceChildren(make('p', { className: 'none' }, 'This message is not here any more.'));
    return;
  }
  const message = await response.json();
  document.title = `${message.subject || '(no subject)'} · Inbox`;
  const facts = [
    ['From', named(message.from)],
    ['To', recipients(message)],
    ['Arrived', new Date(message.receivedAt).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' })],
  ];
  if (message.copies > 1) facts.push(['Copies', `${message.copies} messages with this Message-ID`]);
  const body = make('div', { className: 'body' });
  const views = viewsOf(message);
  const tabs = make('div', { className: 'tabs', role: 'tablist', 'aria-label': 'Parts of the message' });
  const choose = (/** @type {string} */ name) => {
    view = name;
    for (const tab of tabs.children) tab.setAttribute('aria-selected', String(tab.id === `tab-${name}`));
    body.replaceChildren(views[name]?.make() ?? '');
  };
  tabs.append(
    ...Object.entries(views).map(([name, { title }]) =>
      make('button', { type: 'button', role: 'tab', id: `tab-${name}`, onclick: () => choose(name) }, title),
    ),
  );
  pane.replaceChildren(
    make(
      'div',
      { className: 'head' },
      make('button', { type: 'button', className: 'quiet back', onclick: () => open('') }, '← Inbox'),
      make('h2', {}, message.subject || '(no subject)'),
      make('dl', {}, ...facts.flatMap(([name = '', value = '']) => [make('dt', {}, name), make('dd', {}, value)])),
    ),
    tabs,
    body,
  );
  choose(view in views ? view : (Object.keys(views)[0] ?? ''));
}

/**
 * @param {any} message
 * @returns {Record<string, { title: string, make: () => Node }>}
 */
function viewsOf(message) {
  const link = (/** @type {string} */ href, /** @type {string} */ text) =>
    make('a', { href, target: '_blank', rel: 'noreferrer' }, text);
  const views = [
    message.html && [
      'message',
      {
        title: 'Message',
        make: () =>
          make('iframe', {
            title: 'The message',
            src: `/api/messages/${message.id}/html`,
            sandbox: 'allow-popups allow-popups-to-escape-sandbox',
          }),
      },
    ],
    message.text && ['text', { title: 'Text', make: () => make('pre', {}, message.text) }],
    message.attachments.length > 0 && [
      'attachments',
      {
        title: `Attachments (${message.attachments.length})`,
        make: () =>
          make(
            'ul',
            {},
            ...message.attachments.map((/** @type {any} */ one) =>
              make('li', {}, link(one.url, one.filename), ` ${one.mimeType}, ${Math.max(1, Math.round(one.size / 1024))} kB`),
            ),
          ),
      },
    ],
    [
      'headers',
      {
        title: 'Headers',
        make: () =>
          make(
            'table',
            {},
            ...message.headers.map((/** @type {any} */ header) =>
              make('tr', {}, make('th', { scope: 'row' }, header.name), make('td', {}, header.value)),
            ),
          ),
      },
    ],
    [
      'raw',
      {
        title: 'Raw',
        make: () => {
          const pre = make('pre', {}, '…');
          void fetch(`/api/messages/${message.id}/raw`)
            .then((response) => response.text())
            .then((text) => pre.replaceChildren(text));
          return pre;
        },
      },
    ],
  ];
  return Object.fromEntries(views.filter(Boolean));
}

async function load() {
  messages = (await (await fetch('/api/messages?limit=500')).json()).messages;
  showList();
}

filter.addEventListener('input', showList);
addEventListener('hashchange', () => void showMessage());
byId('clear').addEventListener('click', async () => {
  if (messages.length === 0 || !confirm(`Delete all ${messages.length} messages?`)) return;
  await fetch('/api/messages', { method: 'DELETE' });
  open('');
});

const events = new EventSource('/api/events');
events.addEventListener('changed', () => void load());
events.addEventListener('open', () => {
  byId('live').textContent = 'live';
  byId('live').toggleAttribute('data-on', true);
  void load();
});
events.addEventListener('error', () => {
  byId('live').textContent = 'not connected';
  byId('live').toggleAttribute('data-on', false);
});
void showMessage();

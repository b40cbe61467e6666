import { SMTPServer } from 'smtp-server';

/**
 * @typedef {object} Behaviour How to misbehave, for tests.
 * @property {number} delayBeforeAnswerMs delay between storing a message and its 250
 * @property {string | null} rejectWith answer to a recipient, such as `550 5.1.1 No such mailbox`
 * @property {string | null} onlyTo only for recipients that contain this
 */

/** @type {Behaviour} */
export const GOOD_BEHAVIOUR = { delayBeforeAnswerMs: 0, rejectWith: null, onlyTo: null };

/**
 * An SMTP server that accepts anything, and answers 250 once the message is on the disk.
 * @param {import('./store.mjs').MailStore} store
 * @param {() => Behaviour} behaviour
 */
export function smtpServer(store, behaviour) {
  /** @param {string} address */
  const isMeant = (address) => !behaviour().onlyTo || address.toLowerCase().includes(String(behaviour().onlyTo).toLowerCase());
  return new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    size: 50 * 1024 * 1024,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anyone' }),
    onRcptTo: ({ address }, _session, callback) => {
      const { rejectWith } = behaviour();
      callback(rejectWith && isMeant(address) ? refusal(rejectWith) : null);
    },
    onData: (stream, session, callback) => {
      /** @type {Buffer[]} */
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', async () => {
        try {
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          const to = session.envelope.rcptTo.map(({ address }) => address);
          const id = await store.add(Buffer.concat(chunks), { from, to });
          const delay = to.some(isMeant) ? behaviour().delayBeforeAnswerMs : 0;
          setTimeout(() => callback(null, `Kept as ${id}`), delay);
        } catch (error) {
          callback(error instanceof Error ? error : new Error(String(error)));
        }
      });
    },
  });
}

/** @param {string} answer a status code and words */
function refusal(answer) {
  const [, code = '550', words = 'Refused'] = answer.trim().match(/^(\d{3})?\s?(.*)$/) ?? [];
  return Object.assign(new Error(words || 'Refused'), { responseCode: Number(code) });
}

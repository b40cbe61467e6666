import { EventEmitter } from 'node:events';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import PostalMime from 'postal-mime';

/**
 * @typedef {{ name?: string, address?: string }} Person
 * @typedef {{ from: string, to: string[] }} Envelope
 *
 * @typedef {object} Summary
 * @property {string} id sorts by arrival
 * @property {string} receivedAt ISO instant
 * @property {Envelope} envelope
 * @property {Person} from
 * @property {Person[]} to
 * @property {string} subject
 * @property {string} [date] as its header says
 * @property {string} [messageId]
 * @property {number} copies how many messages carry this Message-ID
 * @property {string} preview
 * @property {number} size
 * @property {number} attachments
 *
 * @typedef {{ to?: string, subject?: string, after?: string, limit?: number }} Filter
 */

/** The first line of every file, ahead of the message as it came. */
const STAMP = 'X-Inbox: ';
const ID = /^\d{17}-\d{6}$/;

/** Messages in a folder, one file each: a message survives a kill once {@link add} has returned. Emits `changed`. */
export class MailStore extends EventEmitter {
  /** Oldest first. @type {Omit<Summary, 'copies'>[]} */ #summaries = [];
  /** @type {Map<string, number>} */ #copies = new Map();
  #count = 0;

  /** @param {string} folder */
  constructor(folder) {
    super();
    this.setMaxListeners(0);
    this.folder = folder;
  }

  /** Reads what an earlier run kept. */
  async load() {
    await mkdir(this.folder, { recursive: true });
    for (const name of (await readdir(this.folder)).sort()) {
      if (name.endsWith('.eml')) this.#remember(await this.#summaryOf(name.slice(0, -4)));
      else if (name.endsWith('.part')) await rm(join(this.folder, name));
    }
  }

  /**
   * @param {Buffer} raw
   * @param {Envelope} envelope
   */
  async add(raw, envelope) {
    const receivedAt = new Date().toISOString();
    const id = `${receivedAt.replace(/\D/g, '')}-${String(this.#count++).padStart(6, '0')}`;
    const stamp = Buffer.from(JSON.stringify({ receivedAt, envelope })).toString('base64');
    const file = join(this.folder, `${id}.eml`);
    const handle = await open(`${file}.part`, 'w');
    try {
      await handle.writeFile(Buffer.concat([Buffer.from(`${STAMP}${stamp}\r\n`), raw]));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.part`, file);
    // The file name, too, must be on the disk before `add` returns.
    const folder = await open(this.folder, 'r');
    await folder.sync().finally(() => folder.close());
    this.#remember(await this.#summaryOf(id));
    this.emit('changed');
    return id;
  }

  /**
   * Newest first.
   * @param {Filter} filter
   */
  list({ to = '', subject = '', after = '', limit = 1000 }) {
    /** @param {string} text @param {string} part */
    const has = (text, part) => text.toLowerCase().includes(part.toLowerCase());
    const found = this.#summaries.filter(
      (summary) =>
        has([...summary.envelope.to, ...summary.to.map(({ address }) => address ?? '')].join('\n'), to) &&
        has(summary.subject, subject) &&
        isAfter(summary, after),
    );
    return {
      total: found.length,
      messages: found
        .reverse()
        .slice(0, limit)
        .map((summary) => this.#withCopies(summary)),
    };
  }

  /** @param {string} id */
  async message(id) {
    const summary = this.#summaries.find((one) => one.id === id);
    if (!summary) return undefined;
    const mail = await PostalMime.parse(await this.raw(id));
    return {
      ...this.#withCopies(summary),
      html: mail.html ?? '',
      text: mail.text ?? '',
      headers: mail.headers.map(({ key, originalKey, value }) => ({ name: originalKey ?? key, value })),
      links: linksIn(mail.html ?? '', mail.text ?? ''),
      attachments: mail.attachments.map(({ filename, mimeType, disposition, contentId, content }, index) => ({
        filename: filename ?? `attachment-${index + 1}`,
        mimeType,
        disposition,
        contentId: contentId?.replace(/^<|>$/g, ''),
        size: bytesOf(content).length,
        url: `/api/messages/${id}/attachments/${index}`,
      })),
    };
  }

  /**
   * @param {string} id
   * @param {number} index
   */
  async attachment(id, index) {
    if (!this.#summaries.some((one) => one.id === id)) return undefined;
    const found = (await PostalMime.parse(await this.raw(id))).attachments[index];
    return (
      found && {
        filename: found.filename ?? `attachment-${index + 1}`,
        mimeType: found.mimeType,
        content: bytesOf(found.content),
      }
    );
  }

  /**
   * The message as it came.
   * @param {string} id
   */
  async raw(id) {
    const bytes = await readFile(join(this.folder, `${id}.eml`));
    return bytes.subarray(bytes.indexOf('\r\n') + 2);
  }

  async clear() {
    for (const { id } of this.#summaries) await rm(join(this.folder, `${id}.eml`), { force: true });
    this.#summaries = [];
    this.#copies.clear();
    this.emit('changed');
  }

  /** @param {string} id */
  async #summaryOf(id) {
    const bytes = await readFile(join(this.folder, `${id}.eml`));
    const end = bytes.indexOf('\r\n');
    /** @type {{ receivedAt: string, envelope: Envelope }} */
    const { receivedAt, envelope } = JSON.parse(
      Buffer.from(bytes.toString('latin1', STAMP.length, end), 'base64').toString('utf8'),
    );
    const raw = bytes.subarray(end + 2);
    const mail = await PostalMime.parse(raw);
    return {
      id,
      receivedAt,
      envelope,
      from: person(mail.from) ?? { address: envelope.from },
      to: (mail.to ?? []).flatMap((one) => ('group' in one && one.group ? one.group : [one])).map((one) => person(one) ?? {}),
      subject: mail.subject ?? '',
      date: mail.date,
      messageId: mail.messageId,
      preview: (mail.text ?? textOf(mail.html ?? '')).replace(/\s+/g, ' ').trim().slice(0, 140),
      size: raw.length,
      attachments: mail.attachments.length,
    };
  }

  /** @param {Omit<Summary, 'copies'>} summary */
  #remember(summary) {
    this.#summaries.push(summary);
    if (summary.messageId) this.#copies.set(summary.messageId, (this.#copies.get(summary.messageId) ?? 0) + 1);
  }

  /** @param {Omit<Summary, 'copies'>} summary @returns {Summary} */
  #withCopies(summary) {
    return { ...summary, copies: (summary.messageId && this.#copies.get(summary.messageId)) || 1 };
  }
}

/**
 * @param {{ id: string, receivedAt: string }} summary
 * @param {string} after an instant, or the id of the last message seen
 */
const isAfter = ({ id, receivedAt }, after) =>
  after === '' || (ID.test(after) ? id > after : Date.parse(receivedAt) > Date.parse(after));

/** @param {Person | undefined} one */
const person = (one) => one && { name: one.name || undefined, address: one.address };

/** @param {string | ArrayBuffer | Uint8Array} content */
const bytesOf = (content) =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(/** @type {ArrayBuffer} */ (content));

/** @param {string} html */
function textOf(html) {
  /** @type {string[]} */
  const words = [];
  let hidden = 0;
  const parser = new Parser({
    onopentag: (name) => {
      if (HIDDEN.has(name)) hidden++;
    },
    onclosetag: (name) => {
      if (HIDDEN.has(name)) hidden--;
    },
    ontext: (text) => {
      if (hidden === 0) words.push(text);
    },
  });
  parser.end(html);
  return words.join(' ');
}

/** Elements whose content is not shown. */
const HIDDEN = new Set(['style', 'script', 'head']);

/**
 * The links of a message, from its HTML or, without HTML, from its text.
 * @param {string} html
 * @param {string} text
 */
function linksIn(html, text) {
  const found = html ? hrefsOf(html) : [...text.matchAll(/https?:\/\/[^\s<>"']+/g)].map(([link]) => link);
  return [...new Set(found.filter((link) => /^https?:/.test(link)))];
}

/** @param {string} html */
function hrefsOf(html) {
  /** @type {string[]} */
  const found = [];
  const parser = new Parser({
    onattribute: (name, value) => {
      if (name === 'href') found.push(value);
    },
  });
  parser.end(html);
  return found;
}

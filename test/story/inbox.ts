/** One mail in the local inbox. `copies` counts raw deliveries under one Message-ID. */
export interface Mail {
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly address: string }[];
  readonly subject: string;
  /** The Date header: business time. */
  readonly date: string;
  readonly messageId: string;
  readonly copies: number;
}

/** A mail with its parts. */
export interface OpenedMail extends Mail {
  readonly html: string;
  readonly text: string;
}

/** The local mail inbox, read over its API. */
export class Inbox {
  constructor(private readonly base: string) {}

  /** Mails to an address, each Message-ID once, oldest first by business time. */
  async to(address: string): Promise<Mail[]> {
    const answer = await fetch(`${this.base}/api/messages?to=${encodeURIComponent(address)}&limit=1000`);
    const { messages } = (await answer.json()) as { messages: Mail[] };
    const distinct = new Map(messages.toReversed().map((mail) => [mail.messageId, mail]));
    return [...distinct.values()].toSorted((a, b) => a.date.localeCompare(b.date));
  }

  async open(mail: Mail): Promise<OpenedMail> {
    const answer = await fetch(`${this.base}/api/messages/${mail.id}`);
    return (await answer.json()) as OpenedMail;
  }

  /** Waits for an email that is sent in real time, such as a sign-in link. */
  async next(address: string, subject: RegExp, known: readonly Mail[] = []): Promise<OpenedMail> {
    const ids = new Set(known.map((mail) => mail.messageId));
    for (let tries = 0; tries < 300; tries++) {
      const found = (await this.to(address)).find((mail) => !ids.has(mail.messageId) && subject.test(mail.subject));
      if (found) return this.open(found);
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`no mail to ${address} with a subject like ${subject}`);
  }

  /** How the inbox treats further messages; nothing resets it. */
  async behave(behaviour: { delayBeforeAnswerMs?: number; rejectWith?: string; onlyTo?: string } = {}): Promise<void> {
    await fetch(`${this.base}/api/behaviour`, { method: 'POST', body: JSON.stringify(behaviour) });
  }
}

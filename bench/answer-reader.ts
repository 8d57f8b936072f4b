const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const ERRORS_FIRST = '{"errors"';

/**
 * Finds the ends of HTTP/1.1 answers that follow each other on one connection, and no more: bodies are not looked at
 * but for their first characters, where GraphQL servers put what went wrong.
 */
export class AnswerReader {
  readonly #onAnswer: (problem: string | null) => void;
  #head: Buffer = Buffer.alloc(0);
  /** Bytes of the body still to come; null while the head is read, Infinity for a body in chunks. */
  #missing: number | null = null;
  #tail: Buffer = Buffer.alloc(0);
  #problem: string | null = null;

  /** Calls `onAnswer` at the end of each answer, with what is wrong about it if anything is. */
  constructor(onAnswer: (problem: string | null) => void) {
    this.#onAnswer = onAnswer;
  }

  read(chunk: Buffer): void {
    if (this.#missing === null) this.#readHead(chunk);
    else this.#readBody(chunk);
  }

  #readHead(chunk: Buffer): void {
    const head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    const end = head.indexOf(HEAD_END);
    if (end < 0) {
      this.#head = head;
      return;
    }
    this.#head = Buffer.alloc(0);
    const text = head.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
    this.#missing = length === undefined ? Infinity : Number(length);
    const body = head.subarray(end + HEAD_END.length);
    const failed = !text.startsWith('HTTP/1.1 200') || body.toString('latin1', 0, 9) === ERRORS_FIRST;
    this.#problem = failed ? `${text}\n\n${body.toString('utf8')}` : null;
    this.#readBody(body);
  }

  #readBody(chunk: Buffer): void {
    if (this.#missing === Infinity) {
      this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-LAST_CHUNK.length);
      if (this.#tail.equals(LAST_CHUNK)) this.#finish();
      return;
    }
    this.#missing = (this.#missing ?? 0) - chunk.length;
    if (this.#missing <= 0) this.#finish();
  }

  #finish(): void {
    this.#missing = null;
    this.#tail = Buffer.alloc(0);
    this.#onAnswer(this.#problem);
  }
}

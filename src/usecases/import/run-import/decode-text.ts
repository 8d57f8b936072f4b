import { isUtf8 } from 'node:buffer';
import { DomainError } from '../../../domain/refusal.js';
import type { FileEncoding } from '../../../store/jobs.js';

const LINE_FEED = 0x0a;
const LONGEST_LINE_BYTES = 4 * 1024 * 1024;
const BYTE_ORDER_MARK = '\uFEFF';
const UTF_16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

const LABELS = { UTF_8: 'utf-8', GB18030: 'gb18030' } as const;

const NOT_IN_ENCODING = {
  UTF_8: {
    zh: '从该行起有字节不是 UTF-8 编码。',
    en: 'From this row on there are bytes that are not UTF-8.',
  },
  GB18030: {
    zh: '从该行起有字节不是 GB18030 编码。',
    en: 'From this row on there are bytes that are not GB18030.',
  },
} as const;
const IN_UTF_16 = {
  zh: '文件为 UTF-16 编码，请另存为 UTF-8 或 GB18030。',
  en: 'The file is in UTF-16; save it as UTF-8 or GB18030.',
} as const;
const ENDS_IN_CHARACTER = {
  zh: '文件在一个字符中间结束。',
  en: 'The file ends in the middle of a character.',
} as const;
const WITHOUT_LINES = {
  zh: '该行过长，缺少换行。',
  en: 'This line is too long: a line end is missing.',
} as const;

/**
 * The text of a file without byte order mark, in pieces that end with a line. Without an `encoding` it is taken for UTF-8
 * when its first lines are, and for GB18030 otherwise: Chinese text in one of them is practically never valid in the other.
 *
 * The lines before an invalid byte are still handed out, so that the reader knows its row. Then throws
 * WRONG_ENCODING for bytes that mean nothing, TRUNCATED_FILE for a file that ends in mid-character.
 */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  encoding: FileEncoding | null,
): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE_BYTES)
      throw new DomainError('TRUNCATED_FILE', { explanation: WITHOUT_LINES });
    if (end === 0) continue;
    // In both encodings the byte of a line feed is never part of another character, so lines can be decoded alone.
    const lines = bytes.subarray(0, end);
    decoder ??= new Decoder(lines, encoding);
    yield* decoder.decode(lines, false);
  }
  if (rest.length > 0) yield* (decoder ?? new Decoder(rest, encoding)).decode(rest, true);
}

class Decoder {
  readonly #encoding: FileEncoding;
  #atStart = true;

  constructor(start: Buffer, encoding: FileEncoding | null) {
    if (UTF_16_MARKS.some((mark) => start.subarray(0, 2).equals(mark))) {
      throw new DomainError('WRONG_ENCODING', { explanation: IN_UTF_16 });
    }
    this.#encoding = encoding ?? (isUtf8(start) ? 'UTF_8' : 'GB18030');
  }

  *decode(bytes: Buffer, isLast: boolean): Generator<string> {
    const text = this.#textOf(bytes);
    if (text !== null) {
      yield this.#withoutMark(text);
      return;
    }
    const valid = validLength(bytes, this.#encoding);
    const wholeLines = bytes.subarray(0, bytes.subarray(0, valid).lastIndexOf(LINE_FEED) + 1);
    const before = this.#textOf(wholeLines);
    if (before !== null && before !== '') yield this.#withoutMark(before);
    if (isLast && valid === bytes.length)
      throw new DomainError('TRUNCATED_FILE', { explanation: ENDS_IN_CHARACTER });
    throw new DomainError('WRONG_ENCODING', { explanation: NOT_IN_ENCODING[this.#encoding] });
  }

  #textOf(bytes: Buffer): string | null {
    // Node checks and decodes UTF-8 with vector instructions this way, which its TextDecoder does not.
    if (this.#encoding === 'UTF_8') return isUtf8(bytes) ? bytes.toString('utf8') : null;
    try {
      return new TextDecoder(LABELS.GB18030, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  #withoutMark(text: string): string {
    const hasMark = this.#atStart && text.startsWith(BYTE_ORDER_MARK);
    this.#atStart = false;
    return hasMark ? text.slice(1) : text;
  }
}

/** Length of the longest beginning that is valid, counting a character that only lacks its last bytes as valid. */
function validLength(bytes: Buffer, encoding: FileEncoding): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (isValidStart(bytes.subarray(0, middle), encoding)) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function isValidStart(bytes: Buffer, encoding: FileEncoding): boolean {
  try {
    new TextDecoder(LABELS[encoding], { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

import { createHash, hash } from 'node:crypto';
import { type ByClass, DRAW_ALGORITHM, type RosterEntry } from './draw.js';
import type { Inspector } from './draw-inspectors.js';

/** What the service keeps to itself: `secret` is told to everybody once lots are drawn, `saltKey` to oversight alone. */
export interface DrawSecret {
  readonly secret: string;
  readonly saltKey: string;
}

/** Public ids and class codes of a roster, and everything else that stands in a line of one. */
const ROSTER_TEXT = /^[0-9A-Za-z._-]{1,64}$/;
const SEPARATORS = /[,+|;\n]/;
const SALT_DIGITS = 32;

/** What the service says beforehand about the secret that it will tell afterwards. */
export function commitmentTo(secret: string): string {
  return hash('sha256', `${DRAW_ALGORITHM}|commit|${secret}`, 'hex');
}

export function saltsCommitmentTo(saltKey: string): string {
  return hash('sha256', `${DRAW_ALGORITHM}|salts|${saltKey}`, 'hex');
}

/** Stands before every list: the hash of a short list could otherwise be found by trying out all classes. */
export function listSaltOf(saltKey: string): string {
  return new Salts(saltKey).of('lists').slice(0, SALT_DIGITS);
}

export type ListName = 'roster' | 'exclusions' | 'inspectors' | 'sizes' | 'ratios' | 'pairs';

/** The hash of a list that comes line by line in the order of bytes. */
export class ListHash {
  readonly #hash = createHash('sha256');

  constructor(listSalt: string, name: ListName) {
    this.#hash.update(`${listSalt}|${name}\n`);
  }

  add(lines: string): this {
    this.#hash.update(lines);
    return this;
  }

  hex(): string {
    return this.#hash.digest('hex');
  }
}

/** The hash of a list that is there as a whole, in any order. */
export function listHash(listSalt: string, name: ListName, lines: readonly string[]): string {
  return new ListHash(listSalt, name).add(inOrder(lines).join('')).hex();
}

export function rosterLine({ publicId, classCode, weight }: RosterEntry): string {
  if (!ROSTER_TEXT.test(publicId) || !ROSTER_TEXT.test(classCode))
    throw new RangeError('A public id or class code cannot stand in a roster');
  return `${publicId},${classCode},${weight}\n`;
}

export function inspectorLine(inspector: Inspector): string {
  const { publicId, certificateExpiresOn, specialties, conflicts } = inspector;
  if ([publicId, ...specialties, ...conflicts].some((text) => text === '' || SEPARATORS.test(text)))
    throw new RangeError('A separator stands in a line of an inspector');
  return `${publicId},${certificateExpiresOn},${inOrder(specialties).join('+')},${inOrder(conflicts).join('+')}\n`;
}

export function exclusionLine({ publicId, reason }: { publicId: string; reason: string }): string {
  return `${publicId},${reason}\n`;
}

export function classLines(byClass: ByClass): string[] {
  return Object.entries(byClass).map(([classCode, number]) => `${classCode},${number}\n`);
}

/** What a draw is about, as its transcript binds it. */
export function aboutHash(about: { title: string; items: readonly string[]; ground: string }): string {
  const { title, items, ground } = about;
  return hash('sha256', `title=${title}\nitems=${inOrder(items).join('+')}\nground=${ground}\n`, 'hex');
}

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
const LONGEST_MESSAGE_BYTES = 128;

/**
 * What hides lines and lists, from one key: HMAC-SHA-256, written out because a library object for each of a million lines takes
 * five times as long. Source: RFC 2104.
 */
export class Salts {
  readonly #inner = Buffer.alloc(BLOCK_BYTES + LONGEST_MESSAGE_BYTES);
  readonly #outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);

  constructor(saltKey: string) {
    const key = Buffer.from(saltKey, 'hex');
    for (let at = 0; at < BLOCK_BYTES; at += 1) {
      this.#inner[at] = (key[at] ?? 0) ^ 0x36;
      this.#outer[at] = (key[at] ?? 0) ^ 0x5c;
    }
  }

  /** 64 hexadecimal digits for a message of at most 128 bytes. */
  of(message: string): string {
    if (Buffer.byteLength(message) > LONGEST_MESSAGE_BYTES) throw new RangeError('The message is too long');
    const length = this.#inner.write(message, BLOCK_BYTES);
    hash('sha256', this.#inner.subarray(0, BLOCK_BYTES + length), 'buffer').copy(this.#outer, BLOCK_BYTES);
    return hash('sha256', this.#outer, 'hex');
  }
}

export interface LineCommitment {
  readonly salt: string;
  readonly classDigest: string;
}

/** Of the two salts of a line the first is told to whoever asks for the line; the second hides its class for ever. */
export function lineCommitment(salts: Salts, { publicId, classCode, weight }: RosterEntry): LineCommitment {
  const both = salts.of(`line|${publicId}`);
  return {
    salt: both.slice(0, SALT_DIGITS),
    classDigest: hash('sha256', `class|${both.slice(SALT_DIGITS)}|${classCode}|${weight}`, 'hex'),
  };
}

/** A leaf of the tree over the roster: of what anybody may see of a line, and of what nobody may. */
export function leafOf(publicId: string, { salt, classDigest }: LineCommitment): string {
  const line = hash('sha256', `line|${salt}|${publicId}`, 'hex');
  return hash('sha256', `leaf|${line}|${classDigest}`, 'hex');
}

/** The ticket as the public sees it: it can be compared with the full proof, but tells nothing of how high the ticket is. */
export function ticketDigest(ticket: string): string {
  return hash('sha256', `ticket|${ticket}`, 'hex');
}

/** Everything that the seed is made of, in this order. */
export interface Transcript {
  readonly algorithm: string;
  readonly draw: string;
  readonly aboutHash: string;
  readonly rosterSize: string;
  readonly rosterHash: string;
  readonly merkleRoot: string;
  readonly sizesHash: string;
  readonly ratiosHash: string;
  readonly inspectorsHash: string;
  readonly exclusionsHash: string;
  readonly avoidPairsHash: string;
  readonly inspectorsPerObject: string;
  readonly specialties: string;
  readonly drawOn: string;
  readonly commitment: string;
  readonly saltsCommitment: string;
  readonly secret: string;
  readonly randomness: string;
}

export const TRANSCRIPT_LINES = [
  'algorithm',
  'draw',
  'aboutHash',
  'rosterSize',
  'rosterHash',
  'merkleRoot',
  'sizesHash',
  'ratiosHash',
  'inspectorsHash',
  'exclusionsHash',
  'avoidPairsHash',
  'inspectorsPerObject',
  'specialties',
  'drawOn',
  'commitment',
  'saltsCommitment',
  'secret',
  'randomness',
] as const satisfies readonly (keyof Transcript)[];

/** The seed of a draw: the hash of its whole transcript. */
export function seedOf(transcript: Transcript): string {
  const lines = TRANSCRIPT_LINES.map((name) => `${name}=${transcript[name]}\n`);
  return hash('sha256', lines.join(''), 'hex');
}

/** Texts in the order of their bytes, which is the same in every language. */
export function inOrder(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

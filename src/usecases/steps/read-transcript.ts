import { aboutHash, inOrder, seedOf, type Transcript } from '../../domain/draw-commitment.js';
import { lotKey } from '../../domain/draw.js';
import { beaconText, diceText } from '../../domain/draw-randomness.js';
import { READ_RANDOMNESS, type RandomnessRow, REVEAL_SECRET } from '../../store/draw-lists.js';
import { type DrawRow, READ_DRAW } from '../../store/draws.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';

/** A witnessed draw of the second kind with everything that its lots follow from. */
export interface Determined {
  /** The draw whose seed counts: of a continued one the first. */
  readonly first: DrawRow;
  readonly transcript: Transcript;
  readonly seed: string;
  readonly saltKey: string;
  readonly lotKey: string;
  readonly entered: readonly RandomnessRow[];
}

/** The transcript of a witnessed draw and what follows from it. */
export async function readTranscript(context: Context, draw: DrawRow): Promise<Determined> {
  const { store, today } = context;
  const first = draw.extendsId === null ? draw : await runOne(store, READ_DRAW, [draw.rosterDrawId, today]);
  const entered = await store.run(READ_RANDOMNESS, [first.id]);
  const { secret, saltKey } = await runOne(store, REVEAL_SECRET, [first.id]);
  const transcript = transcriptOf(first, secret, entered);
  const seed = seedOf(transcript);
  return { first, transcript, seed, saltKey, lotKey: lotKey(seed, saltKey), entered };
}

function transcriptOf(draw: DrawRow, secret: string, entered: readonly RandomnessRow[]): Transcript {
  const frozen = (text: string | null) => {
    if (text === null) throw new Error('A committed draw lacks one of its hashes.');
    return text;
  };
  return {
    algorithm: draw.algorithm,
    draw: draw.id,
    aboutHash: aboutHash({ title: draw.title, items: draw.itemCodes, ground: draw.ground }),
    rosterSize: String(draw.rosterSize),
    rosterHash: draw.rosterHash,
    merkleRoot: frozen(draw.merkleRoot),
    sizesHash: frozen(draw.sizesHash),
    ratiosHash: frozen(draw.ratiosHash),
    inspectorsHash: frozen(draw.inspectorsHash),
    exclusionsHash: frozen(draw.exclusionsHash),
    avoidPairsHash: frozen(draw.avoidPairsHash),
    inspectorsPerObject: String(draw.inspectorsPerObject),
    specialties: inOrder(draw.specialties).join('+'),
    drawOn: draw.drawOn,
    commitment: frozen(draw.commitment),
    saltsCommitment: frozen(draw.saltsCommitment),
    secret,
    randomness: randomnessText(draw, entered),
  };
}

function randomnessText(draw: DrawRow, entered: readonly RandomnessRow[]): string {
  if (draw.randomnessKind === 'DICE') return diceText(entered);
  const { randomnessSource: source, randomnessValueOn: valueOn } = draw;
  const [row] = entered;
  if (row === undefined || source === null || valueOn === null)
    throw new Error('A witnessed draw has no randomness.');
  return beaconText({ source, valueOn, value: row.value });
}

import type { DrawSecret } from '../../domain/draw-commitment.js';
import type { RosterDigest } from '../../domain/roster-tree.js';
import type { Unit } from '../../store/door.js';
import type { EligibleInspectorRow } from '../../store/draw-eligibility.js';
import {
  ADD_DICE_OFFICERS,
  ADD_DRAW_INSPECTORS,
  ADD_DRAW_NODES,
  ADD_DRAW_SECRET,
} from '../../store/draw-lists.js';

/** What a draw rests on, once it is written down. */
export interface Frozen {
  readonly secret: DrawSecret;
  readonly roster: ReturnType<RosterDigest['finish']>;
  readonly ratios: Readonly<Record<string, number>>;
  readonly inspectors: readonly EligibleInspectorRow[];
  readonly avoidPairs: readonly string[];
  readonly lists: {
    readonly listSalt: string;
    readonly sizesHash: string;
    readonly ratiosHash: string;
    readonly inspectorsHash: string;
    readonly exclusionsHash: string;
    readonly avoidPairsHash: string;
    readonly commitment: string;
    readonly saltsCommitment: string;
  };
}

/** Stores the lists of a draw that are not on record yet, and the secret apart from everything else. */
export async function commitDraw(
  unit: Unit,
  { drawId, frozen, diceOfficerIds }: { drawId: string; frozen: Frozen; diceOfficerIds: readonly string[] },
): Promise<void> {
  await unit.run(ADD_DRAW_INSPECTORS, [drawId, JSON.stringify(frozen.inspectors)]);
  await unit.run(ADD_DRAW_NODES, [drawId, frozen.roster.blocks]);
  await unit.run(ADD_DICE_OFFICERS, [drawId, diceOfficerIds]);
  await unit.run(ADD_DRAW_SECRET, [drawId, frozen.secret.secret, frozen.secret.saltKey]);
}

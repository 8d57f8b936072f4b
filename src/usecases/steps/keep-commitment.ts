import type { CivilDate } from '../../domain/civil-date.js';
import { SAVE_COMMITMENTS, type CommitmentRow } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { fileMatterRecord } from './file-matter-record.js';
import type { LockedCommitment } from './lock-commitment.js';

const KEPT: Readonly<Record<CommitmentRow['kind'], string>> = {
  REPLACE_PAPERS: '告知承诺事项经核查属实',
  TOLERANCE: '容缺材料按期补齐',
  FILING: '承诺备案事项经核查属实',
};

/** Closes a commitment that was kept, with a record of it in the file of whoever gave it. */
export async function keepCommitment(
  context: Context,
  unit: Unit,
  trail: Trail,
  {
    commitment,
    matter,
    note,
    keptOn,
  }: LockedCommitment & { readonly note: string | null; keptOn?: CivilDate },
): Promise<void> {
  const content = `履行信用承诺：${KEPT[commitment.kind]}`;
  const occurredOn = keptOn ?? context.today;
  const record = { type: 'COMMITMENT_KEPT', occurredOn, content } as const;
  const recordId = await fileMatterRecord(context, unit, trail, { matter, record });
  const kept: CommitmentRow = {
    ...commitment,
    state: 'FULFILLED',
    recordId,
    closedOn: context.today,
    closedBy: actorOf(context).officerId,
    closingNote: note,
  };
  await unit.run(SAVE_COMMITMENTS, [JSON.stringify([kept])]);
}

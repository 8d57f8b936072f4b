import { canonicalHash } from '../../domain/canonical.js';
import { addMonths, type CivilDate } from '../../domain/civil-date.js';
import { afterFailure } from '../../domain/hazard.js';
import type { InspectionRules } from '../../domain/inspection-rule.js';
import type { Unit } from '../../store/door.js';
import { ADD_NOTICES, type NewNotice } from '../../store/notices.js';
import { ADD_TRANSFER, READ_CASE_FILE, READ_UNTRANSFERRED } from '../../store/penalty-transfers.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';

/** A rectification that has just been counted as failed. */
export interface Failure {
  readonly houseId: string;
  readonly hazardId: string;
  readonly checkedOn: CivilDate;
  /** The record that it has left. */
  readonly recordId: string;
  /** How often this hazard has failed by now. */
  readonly failureCount: number;
  readonly rules: InspectionRules;
}

/**
 * What follows from a failed rectification: the owner is told, village committee and town are told to press for it, and after several
 * failures in the period the case goes to the department that punishes, with its file. Returns the transfer, if there is one.
 */
export async function followFailure(context: Context, unit: Unit, failure: Failure): Promise<string | null> {
  const { houseId, hazardId, checkedOn, failureCount, rules } = failure;
  const since = addMonths(checkedOn, -rules.FAILURE_WINDOW);
  const failures = await unit.run(READ_UNTRANSFERRED, [houseId, since, checkedOn]);
  // A failure that came in after the house was sold is the former owner's: it is on record, and the present one is told nothing.
  if (!failures.some((one) => one.recordId === failure.recordId)) return null;
  const counts = { ofHazard: failureCount, untransferred: failures.length };
  const { transfers, toldToPress } = afterFailure(counts, rules);
  const transferId = transfers ? await transfer(context, unit, { failure, failures }) : null;
  const notice = (
    kind: NewNotice['kind'],
    recipient: NewNotice['recipient'],
    of: string | null = null,
  ): NewNotice => ({ id: context.newId(), kind, recipient, transferId: of });
  const notices = [
    notice('RECTIFICATION_FAILED', 'OWNER'),
    ...toldToPress.map((recipient) => notice('PRESS_FOR_RECTIFICATION', recipient)),
    ...(transferId === null
      ? []
      : [notice('TRANSFERRED', 'AUTHORITY', transferId), notice('TRANSFERRED', 'OWNER', transferId)]),
  ];
  await unit.run(ADD_NOTICES, [JSON.stringify(notices), hazardId, context.today, failureCount, checkedOn]);
  return transferId;
}

interface Case {
  readonly failure: Failure;
  readonly failures: readonly { readonly recordId: string; readonly hazardId: string }[];
}

async function transfer(context: Context, unit: Unit, { failure, failures }: Case): Promise<string> {
  const { houseId, hazardId } = failure;
  const { officeId, officerId } = actorOf(context);
  const hazardIds = [...new Set([...failures.map((one) => one.hazardId), hazardId])];
  const { file } = await runOne(unit, READ_CASE_FILE, [houseId, hazardIds]);
  const added = await runOne(unit, ADD_TRANSFER, [
    context.newId(),
    houseId,
    hazardId,
    context.today,
    failures.map(({ recordId }) => recordId),
    JSON.stringify(file),
    canonicalHash(file),
    officeId,
    officerId,
  ]);
  return added.id;
}

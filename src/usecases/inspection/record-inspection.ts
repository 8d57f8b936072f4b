import { canonicalHash } from '../../domain/canonical.js';
import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError, DomainErrors } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { ADD_INSPECTION, FIND_WINNING_INSPECTION, type WinningInspection } from '../../store/inspections.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockHouse } from '../steps/lock-house.js';
import { type HouseEffect, refreshHouse } from '../steps/refresh-house.js';
import { readFindings } from './record-inspection/read-findings.js';
import { type Visit, type VisitInput, readVisit } from './record-inspection/read-visit.js';

export interface RecordInspectionInput extends ActInput, VisitInput {
  /** Made by the phone, so that a visit that is sent twice is one; made here when absent. */
  readonly id?: string | null | undefined;
  readonly houseId: string;
  readonly inspectedOn: CivilDate;
  /** Version of the house that the phone knew; the answer says whether it has moved on. */
  readonly baseVersion?: number | null | undefined;
}

export interface RecordedInspection extends HouseEffect {
  readonly inspectionId: string;
  readonly hazardIds: readonly string[];
  readonly seenAgainIds: readonly string[];
  /** True when this very visit was on record already. */
  readonly repeated: boolean;
  /** True when the house had moved on since the version that the phone knew. */
  readonly wasBehind: boolean;
}

/**
 * Records a carried-out inspection of a rental house (检查) with its findings. Each new finding becomes a hazard with a term, and a record in
 * the credit file; tier and next due date follow at once.
 *
 * Phones send late, twice and out of order. A visit is a fact of its day, so it is taken in whatever has been recorded since, and the
 * latest day decides when the house is due again. The same visit sent again, by its id or its content, is answered and changes nothing. Of two
 * visits to one house on one day the first that arrives is on record, and the other is told which that is. A finding that is open already
 * in the same room keeps the term that the owner was told.
 * Source: People's Police Law and station practice, two officers present [L]; the order of visits [D].
 */
export function recordInspection(
  context: Context,
  input: RecordInspectionInput,
): Promise<Outcome<RecordedInspection>> {
  return command(context, 'recordInspection', input, async (unit, trail) => {
    const inspectedOn = readVisitDay(context, input.inspectedOn);
    const house = await lockHouse(context, unit, input.houseId, ['input', 'houseId']);
    const visit = await readVisit(context, unit, input, { house, inspectedOn });
    const contentHash = canonicalHash(contentOf(visit, input));
    const inspectionId = input.id ?? context.newId();
    if (visit.problems.length > 0) {
      const former = await findSame(unit, { visit, inspectionId, contentHash });
      if (former === null) throw new DomainErrors(visit.problems);
      return former;
    }
    const { fresh, seenAgainIds } = readFindings(context, input.findings, visit);
    const stored = { ...visit.stored, id: inspectionId, hazards: fresh, seenAgainIds };
    const added = await unit.run(ADD_INSPECTION, [JSON.stringify(stored), contentHash]);
    if (added.length === 0) return repeated(unit, { visit, inspectionId, contentHash });
    const cause = `recordInspection ${inspectionId}`;
    const effect = await refreshHouse(unit, trail, house, { on: context.today, cause });
    const wasBehind = input.baseVersion != null && input.baseVersion < house.version;
    const hazardIds = [...fresh.map(({ id }) => id), ...seenAgainIds];
    return { ...effect, inspectionId, hazardIds, seenAgainIds, repeated: false, wasBehind };
  });
}

/** The day of the visit; a visit that has not been made cannot be recorded. Throws DATE_IN_FUTURE. */
function readVisitDay(context: Context, text: string): CivilDate {
  const field = ['input', 'inspectedOn'];
  const inspectedOn = parseCivilDate(text, field);
  if (inspectedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  return inspectedOn;
}

/** What tells a visit from another one: everything that was reported, and neither keys nor ids. */
function contentOf({ stored }: Visit, { findings }: VisitInput): unknown {
  const { recordId: _made, ...reported } = stored;
  return { reported, findings };
}

interface Sent {
  readonly visit: Visit;
  readonly inspectionId: string;
  readonly contentHash: Buffer;
}

/** Answers a visit that is on record already, and tells whoever sends another one which was first. */
async function repeated(unit: Unit, sent: Sent): Promise<RecordedInspection> {
  const { visit, inspectionId, contentHash } = sent;
  const [winner] = await unit.run(FIND_WINNING_INSPECTION, [inspectionId, visit.house.id, visit.inspectedOn]);
  // The id is that of a visit to another house; nobody is told of which.
  if (winner === undefined) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'id'] });
  if (winner.contentHash?.equals(contentHash) === true) return answerAgain(visit, winner);
  const { officerName, secondOfficerName, recordedAt } = winner;
  throw new DomainError('ALREADY_RECORDED', {
    field: ['input', winner.id === inspectionId ? 'id' : 'inspectedOn'],
    explanation: {
      zh: `${officerName}、${secondOfficerName}已记录当日检查。`,
      en: `${officerName} and ${secondOfficerName} recorded the inspection of that day.`,
    },
    facts: { inspectionId: winner.id, officerName, recordedAt },
  });
}

/** The same visit on record, whatever the rules say of it today; null: it is not. */
async function findSame(unit: Unit, sent: Sent): Promise<RecordedInspection | null> {
  const { visit, inspectionId, contentHash } = sent;
  const [winner] = await unit.run(FIND_WINNING_INSPECTION, [inspectionId, visit.house.id, visit.inspectedOn]);
  return winner?.contentHash?.equals(contentHash) === true ? answerAgain(visit, winner) : null;
}

function answerAgain({ house }: Visit, { id, hazardIds, dueOn }: WinningInspection): RecordedInspection {
  return {
    houseId: house.id,
    gradeBefore: house.gradeCode,
    gradeAfter: house.gradeCode,
    nextDueOn: dueOn,
    inspectionId: id,
    hazardIds,
    seenAgainIds: [],
    repeated: true,
    wasBehind: false,
  };
}

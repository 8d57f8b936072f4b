import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { ADD_RECORDS, type NewRecord } from '../../store/records.js';
import { FIND_DRAWS } from '../../store/draws.js';
import { FIND_DRAWN_OBJECT } from '../../store/drawn-objects.js';
import { ADD_RESULT, LIST_RESULT_CODES, type ResultCodeRow } from '../../store/spot-checks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { rerateSubjects } from '../steps/rerate-subjects.js';

export interface RecordSpotCheckResultInput extends ActInput {
  readonly drawId: string;
  readonly enterpriseId: string;
  readonly inspectedOn: string;
  readonly resultCodes: readonly string[];
  readonly note?: string | null | undefined;
}

export interface RecordedResult {
  readonly drawId: string;
  readonly enterpriseId: string;
}

/**
 * Records what the inspection of a drawn enterprise found, by the official result codes; several may apply. Results
 * that the catalogue marks leave a record in the credit file, and the enterprise is rated anew at once.
 */
export function recordSpotCheckResult(
  context: Context,
  input: RecordSpotCheckResultInput,
): Promise<Outcome<RecordedResult>> {
  return command(context, 'recordSpotCheckResult', input, async (unit, trail) => {
    const { drawId, enterpriseId } = input;
    const { regionCodes, officeId } = actorOf(context);
    const [draw] = await unit.run(FIND_DRAWS, [[drawId], regionCodes, context.today, officeId]);
    if (draw?.drawnOn == null) throw new DomainError('NOT_FOUND', { field: ['input', 'drawId'] });
    const [object] = await unit.run(FIND_DRAWN_OBJECT, [drawId, enterpriseId]);
    if (object === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'enterpriseId'] });
    const inspectedOn = readDay(context, input.inspectedOn, draw.drawnOn);
    const codes = readCodes(input.resultCodes, await unit.run(LIST_RESULT_CODES, []));
    const note = input.note ? parseText(input.note, { field: ['input', 'note'], max: 2000 }) : null;
    const id = context.newId();
    const codeValues = codes.map(({ code }) => code);
    const { officerId } = actorOf(context);
    const added = await unit.run(ADD_RESULT, [
      id,
      drawId,
      enterpriseId,
      inspectedOn,
      codeValues,
      note,
      officerId,
    ]);
    if (added.length === 0) throw new DomainError('ALREADY_RECORDED', { field: ['input', 'enterpriseId'] });
    const version = await addRecords(context, unit, { inspectionId: id, enterpriseId, inspectedOn, codes });
    if (version !== null) trail.rules[ENTERPRISE_RISK_SECTOR] = version;
    trail.subjectIds.add(enterpriseId);
    return { drawId, enterpriseId };
  });
}

function readDay(context: Context, text: string, drawnOn: string): string {
  const field = ['input', 'inspectedOn'];
  const inspectedOn = parseCivilDate(text, field);
  if (inspectedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (inspectedOn < drawnOn) throw new DomainError('INVALID_DATE', { field, facts: { drawnOn } });
  return inspectedOn;
}

function readCodes(codes: readonly string[], catalogue: readonly ResultCodeRow[]): ResultCodeRow[] {
  const field = ['input', 'resultCodes'];
  if (codes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  return [...new Set(codes)].map((code) => {
    const known = catalogue.find((row) => row.code === code);
    if (known === undefined) throw new DomainError('UNKNOWN_CODE', { field });
    return known;
  });
}

interface Findings {
  readonly inspectionId: string;
  readonly enterpriseId: string;
  readonly inspectedOn: string;
  readonly codes: readonly ResultCodeRow[];
}

/** Returns the version of the standard by which the enterprise came to another rating; null when it keeps its rating. */
async function addRecords(
  context: Context,
  unit: Unit,
  { inspectionId, enterpriseId, inspectedOn, codes }: Findings,
): Promise<string | null> {
  const { officeId, officeName } = actorOf(context);
  const types = new Set(codes.flatMap(({ recordType }) => (recordType === null ? [] : [recordType])));
  if (types.size === 0) return null;
  const records = [...types].map((type): NewRecord => ({
    id: context.newId(),
    subjectId: enterpriseId,
    type,
    occurredOn: inspectedOn,
    content: codes.map(({ labelZh }) => labelZh).join('；'),
    sourceKey: `spot check ${inspectionId} ${type}`,
  }));
  await unit.run(ADD_RECORDS, [JSON.stringify(records), officeId, officeName]);
  await unit.run(LOCK_SUBJECTS, [[enterpriseId]]);
  const cause = `recordSpotCheckResult ${inspectionId}`;
  const [change] = await rerateSubjects(unit, {
    sector: ENTERPRISE_RISK_SECTOR,
    subjectIds: [enterpriseId],
    on: context.today,
    cause,
  });
  return change?.version ?? null;
}

import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { HAZARD_RECORD, rectifyBy } from '../../domain/hazard.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { READ_VISIT_RULES, type VisitRules } from '../../store/hazards.js';
import { ADD_INSPECTION, FIND_INSPECTION_OF_DAY, type NewHazard } from '../../store/inspections.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockHouse } from '../steps/lock-house.js';
import { type HouseEffect, refreshHouse } from '../steps/refresh-house.js';

export interface FindingInput {
  readonly itemCode: string;
  readonly description?: string | null | undefined;
}

export interface RecordInspectionInput extends ActInput {
  readonly houseId: string;
  readonly inspectedOn: CivilDate;
  readonly secondOfficerId: string;
  readonly findings: readonly FindingInput[];
  readonly note?: string | null | undefined;
}

export interface RecordedInspection extends HouseEffect {
  readonly inspectionId: string;
  readonly hazardIds: string[];
}

const MOST_FINDINGS = 50;

/**
 * Records a carried-out inspection of a rental house (检查) with its findings. Each finding becomes a hazard with a
 * term, and a record in the credit file; tier and next due date follow at once.
 * A house is inspected at most once a day: of two officers who record the same visit one wins and the other learns who.
 * Source: People's Police Law and station practice, two officers present [L].
 */
export function recordInspection(
  context: Context,
  input: RecordInspectionInput,
): Promise<Outcome<RecordedInspection>> {
  return command(context, 'recordInspection', input, async (unit, trail) => {
    const actor = actorOf(context);
    const inspectedOn = readVisitDay(context, input.inspectedOn);
    const house = await lockHouse(context, unit, input.houseId, ['input', 'houseId']);
    const rules = await runOne(unit, READ_VISIT_RULES, [input.secondOfficerId, actor.officeId]);
    if (!rules.isColleague || input.secondOfficerId === actor.officerId) {
      throw new DomainError('SECOND_OFFICER_REQUIRED', { field: ['input', 'secondOfficerId'] });
    }
    const hazards = readFindings(context, { findings: input.findings, rules, inspectedOn });
    const inspectionId = context.newId();
    const added = await unit.run(ADD_INSPECTION, [
      inspectionId,
      house.id,
      house.stationId,
      inspectedOn,
      actor.officerId,
      input.secondOfficerId,
      input.note ? parseText(input.note, { field: ['input', 'note'], max: 2000 }) : null,
      context.newId(),
      JSON.stringify(hazards),
      actor.officeId,
    ]);
    if (added.length === 0) await refuseSecondRecording(unit, house.id, inspectedOn);
    const cause = `recordInspection ${inspectionId}`;
    const effect = await refreshHouse(unit, trail, house, { on: context.today, cause });
    return { ...effect, inspectionId, hazardIds: hazards.map(({ id }) => id) };
  });
}

function readVisitDay(context: Context, text: string): CivilDate {
  const inspectedOn = parseCivilDate(text, ['input', 'inspectedOn']);
  if (inspectedOn > context.today)
    throw new DomainError('DATE_IN_FUTURE', { field: ['input', 'inspectedOn'] });
  return inspectedOn;
}

interface Findings {
  readonly findings: readonly FindingInput[];
  readonly rules: VisitRules;
  readonly inspectedOn: CivilDate;
}

function readFindings(context: Context, { findings, rules, inspectedOn }: Findings): NewHazard[] {
  if (findings.length > MOST_FINDINGS) {
    throw new DomainError('TOO_MANY_ITEMS', { field: ['input', 'findings'], facts: { most: MOST_FINDINGS } });
  }
  return findings.map(({ itemCode, description }, index) => {
    const item = rules.items.find(({ code }) => code === itemCode);
    const at = ['input', 'findings', String(index)];
    if (item === undefined) throw new DomainError('UNKNOWN_CODE', { field: [...at, 'itemCode'] });
    return {
      id: context.newId(),
      recordId: context.newId(),
      itemCode,
      severity: item.severity,
      recordType: HAZARD_RECORD[item.severity],
      description: description ? parseText(description, { field: [...at, 'description'], max: 1000 }) : null,
      dueOn: rectifyBy(inspectedOn, { value: item.termValue, unit: item.termUnit }, rules.calendar),
    };
  });
}

async function refuseSecondRecording(unit: Unit, houseId: string, inspectedOn: CivilDate): Promise<never> {
  const winner = await runOne(unit, FIND_INSPECTION_OF_DAY, [houseId, inspectedOn]);
  throw new DomainError('ALREADY_RECORDED', {
    field: ['input', 'inspectedOn'],
    explanation: {
      zh: `${winner.officerName}、${winner.secondOfficerName}已记录当日检查。`,
      en: `${winner.officerName} and ${winner.secondOfficerName} recorded the inspection of that day.`,
    },
    facts: { inspectionId: winner.id, officerName: winner.officerName, recordedAt: winner.recordedAt },
  });
}

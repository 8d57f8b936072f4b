import { hash } from 'node:crypto';
import type { CivilDate } from '../../src/domain/civil-date.js';
import {
  FAILED_RECTIFICATION_RECORD,
  HAZARD_RECORD,
  RENTAL_INSPECTION_RECORD,
} from '../../src/domain/hazard.js';
import type { Finding, HouseLife } from './house-life.js';
import type { Station } from './offices.js';
import type { Random } from './random.js';
import { recordedOn, type World } from './world.js';

export interface HouseFile {
  readonly houseId: string;
  readonly station: Station;
}

interface HouseRecord {
  readonly id: string;
  readonly type: string;
  readonly on: CivilDate;
  /** What identifies the record at its source, in the words of the verbs that make such records. */
  readonly key: string;
  readonly content?: string;
  readonly hazardId?: string;
  readonly endedOn?: CivilDate | null;
}

/** The rows that the acts of officers would have left, had they been recorded one by one. */
export function addHouseLife(world: World, random: Random, file: HouseFile, life: HouseLife): void {
  const { houseId, station } = file;
  for (const visit of life.visits) {
    const [officerId, secondOfficerId] = random.pickTwo(station.officerIds);
    world.rows.add('inspection', {
      id: visit.id,
      houseId,
      stationId: station.id,
      inspectedOn: visit.on,
      officerId,
      secondOfficerId,
      note: null,
      findingCount: visit.findings.length,
      recordedAt: recordedOn(visit.on),
    });
    const key = `inspection ${visit.id}`;
    addRecord(world, file, { id: visit.recordId, type: RENTAL_INSPECTION_RECORD, on: visit.on, key });
    for (const finding of visit.findings) addFinding(world, file, visit.id, finding);
  }
  for (const { recordId, type, on } of life.offences) {
    const content =
      type === 'HOUSE_OFFENCE' ? '示例：屋内查处违法行为' : '示例：出租人未履行登记义务受到处罚';
    addRecord(world, file, { id: recordId, type, on, key: `demo ${recordId}`, content });
  }
}

function addFinding(world: World, file: HouseFile, inspectionId: string, finding: Finding): void {
  const { id, recordId, item, foundOn, term, failures, closing } = finding;
  const closedOn = closing?.on ?? null;
  const description = `示例：${item.label.zh}`;
  world.rows.add('hazard', {
    id,
    houseId: file.houseId,
    inspectionId,
    itemCode: item.code,
    severity: item.severity,
    description,
    foundOn,
    ...term,
    state: closedOn === null ? 'OPEN' : 'CLOSED',
    closedOn,
    closingEvidence: closedOn === null ? null : '示例：复查已整改',
    failureCount: failures.length,
  });
  const shared = { hazardId: id, endedOn: closedOn };
  const type = HAZARD_RECORD[item.severity];
  const key = `hazard ${id}`;
  addRecord(world, file, { ...shared, id: recordId, type, on: foundOn, key, content: description });
  for (const [at, failure] of failures.entries()) {
    addRecord(world, file, {
      ...shared,
      id: failure.recordId,
      type: FAILED_RECTIFICATION_RECORD,
      on: failure.on,
      key: `failed rectification ${id} ${at + 1}`,
      content: '示例：复查仍未整改',
    });
  }
  addChecks(world, file, finding);
}

/** Every look at it. Officers take turns: who it was changes nothing else. */
function addChecks({ rows }: World, { station }: HouseFile, finding: Finding): void {
  const { id: hazardId, term, failures, closing } = finding;
  const officerAt = (at: number) => station.officerIds[at % station.officerIds.length] ?? '';
  for (const [at, { checkId, on, dueOn }] of failures.entries()) {
    rows.add('hazard_check', {
      id: checkId,
      hazardId,
      outcome: 'NOT_RECTIFIED',
      checkedOn: on,
      officerId: officerAt(at),
      evidence: '示例：复查仍未整改',
      dueOn,
      recordedAt: recordedOn(on),
    });
  }
  if (closing === null) return;
  rows.add('hazard_check', {
    id: closing.checkId,
    hazardId,
    outcome: 'RECTIFIED',
    checkedOn: closing.on,
    officerId: officerAt(failures.length),
    evidence: '示例：复查已整改',
    dueOn: term.dueOn,
    recordedAt: recordedOn(closing.on),
  });
}

function addRecord(world: World, { houseId, station }: HouseFile, record: HouseRecord): void {
  const { id, type, on, key, content = null, hazardId = null, endedOn = null } = record;
  world.rows.add('credit_record', {
    id,
    subjectId: houseId,
    type,
    occurredOn: on,
    endedOn,
    endedRecordedAt: endedOn === null ? null : recordedOn(endedOn),
    amountHundredths: null,
    documentNumber: null,
    organName: station.name,
    content,
    publishedUntilOn: null,
    sourceKey: hash('sha256', key, 'buffer'),
    officeId: station.id,
    recordedAt: recordedOn(on),
    hazardId,
  });
}

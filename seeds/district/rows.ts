import type pg from 'pg';
import type { CivilDate, Instant } from '../../src/domain/civil-date.js';
import { type Cell, copyRows } from '../../src/store/bulk.js';

/** The rows that a district consists of, by table; the names of columns are those of the table in another spelling. */
export interface DistrictTables {
  office: {
    id: string;
    code: string;
    name: string;
    kind: string;
    regionCodes: readonly string[];
    sectors: readonly string[];
    approvalFields: readonly string[];
  };
  officer: { id: string; login: string; name: string; officeId: string; roles: readonly string[] };
  inspector: {
    id: string;
    name: string;
    certificateNumber: string;
    certificateExpiresOn: CivilDate;
    officeId: string;
    active: boolean;
    specialties: readonly string[];
    areaCodes: readonly string[];
    officerId: string | null;
    registeredAt: Instant;
  };
  inspector_conflict: {
    id: string;
    inspectorId: string;
    subjectId: string;
    reason: string;
    declaredOn: CivilDate;
    endsOn: CivilDate | null;
    declaredBy: string;
    recordedAt: Instant;
  };
  inspection_object: {
    id: string;
    publicId: string;
    kind: string;
    name: string;
    subjectId: string;
    regionCode: string;
    active: boolean;
    officeId: string;
    registeredBy: string;
    registeredOn: CivilDate;
    retiredOn: CivilDate | null;
    retiredReason: string | null;
  };
  spot_check_plan: {
    id: string;
    year: number;
    officeId: string;
    title: string;
    state: string;
    draftedBy: string;
    draftedAt: Instant;
    approvedBy: string | null;
    publishedOn: CivilDate | null;
  };
  spot_check_task: {
    id: string;
    planId: string;
    title: string;
    kind: string;
    objectKind: string;
    itemCodes: readonly string[];
    officeIds: readonly string[];
    /** Written as text, like every array. */
    months: readonly string[];
    plannedNumber: number;
    regionCode: string;
    industryCodes: readonly string[] | null;
    classCodes: readonly string[] | null;
    overdueLimitCode: string | null;
    isListed: boolean;
    addedBy: string;
  };
  spot_check_target: { taskId: string; publicId: string };
  subject: {
    id: string;
    kind: string;
    creditCode: string | null;
    name: string | null;
    regionCode: string;
    status: string;
    openedOn: CivilDate;
    recordedAt: Instant;
  };
  enterprise: {
    id: string;
    category: string;
    industryCode: string;
    address: string;
    registeredOn: CivilDate;
    registeredCapitalFen: number | null;
  };
  person: { id: string; name: string; phone: string; citizenNumber: string };
  household: { id: string; regionCode: string; registerCode: string };
  household_member: {
    householdId: string;
    personId: string;
    fromOn: CivilDate;
    toOn: CivilDate | null;
    recordedAt: Instant;
  };
  lawyer: { id: string; licenceNumber: string; lawFirmId: string };
  rental_house: {
    id: string;
    addressCode: string;
    address: string;
    roomCount: number;
    stationId: string;
    ownerId: string;
    managerId: string | null;
    registeredOn: CivilDate;
    gridCode: string;
    publicCode: string;
  };
  house_tenure: {
    id: string;
    houseId: string;
    role: string;
    personId: string;
    fromOn: CivilDate;
    toOn: CivilDate | null;
    recordedAt: Instant;
    endedRecordedAt: Instant | null;
    documentNumber: string | null;
    reason: string | null;
  };
  inspection_team: {
    id: string;
    stationId: string;
    name: string;
    capacityPerDay: number;
    gridCodes: readonly string[];
  };
  inspection_team_member: { teamId: string; officerId: string };
  duty_day: { officeId: string; dutyOn: CivilDate };
  inspection: {
    id: string;
    houseId: string;
    stationId: string;
    inspectedOn: CivilDate;
    officerId: string;
    secondOfficerId: string;
    note: string | null;
    findingCount: number;
    recordedAt: Instant;
  };
  hazard: {
    id: string;
    houseId: string;
    inspectionId: string;
    itemCode: string;
    severity: string;
    description: string | null;
    foundOn: CivilDate;
    dueOn: CivilDate;
    state: string;
    closedOn: CivilDate | null;
    closingEvidence: string | null;
    failureCount: number;
    remindOn: CivilDate;
    revisitOn: CivilDate;
    provisional: boolean;
  };
  hazard_check: {
    id: string;
    hazardId: string;
    outcome: string;
    checkedOn: CivilDate;
    officerId: string;
    evidence: string;
    dueOn: CivilDate;
    recordedAt: Instant;
  };
  credit_record: {
    id: string;
    subjectId: string;
    type: string;
    occurredOn: CivilDate;
    endedOn: CivilDate | null;
    endedRecordedAt: Instant | null;
    amountHundredths: number | null;
    documentNumber: string | null;
    organName: string;
    content: string | null;
    publishedUntilOn: CivilDate | null;
    sourceKey: Buffer;
    officeId: string | null;
    recordedAt: Instant;
    hazardId: string | null;
  };
  list_entry: {
    id: string;
    subjectId: string;
    listCode: string;
    decisionNumber: string;
    organName: string;
    validFrom: CivilDate;
    validTo: CivilDate | null;
    suspendedUntilOn: CivilDate | null;
    recordedAt: Instant;
    endedRecordedAt: Instant | null;
  };
  alarm_count: {
    regionCode: string;
    month: CivilDate;
    kind: string;
    count: number;
    source: string;
    officeId: string;
    recordedAt: Instant;
  };
  data_delivery: { id: string; source: string; deliveredOn: CivilDate; recordedAt: Instant };
}

type TableName = keyof DistrictTables;

/** Tables that are referred to come before those that refer to them. */
const order: readonly TableName[] = [
  'office',
  'officer',
  'inspector',
  'inspection_team',
  'inspection_team_member',
  'duty_day',
  'subject',
  'enterprise',
  'inspector_conflict',
  'inspection_object',
  'spot_check_plan',
  'spot_check_task',
  'spot_check_target',
  'person',
  'household',
  'household_member',
  'lawyer',
  'rental_house',
  'house_tenure',
  'inspection',
  'hazard',
  'credit_record',
  'list_entry',
  'alarm_count',
  'data_delivery',
];

/** Rows made and not yet sent. Emptying it now and then keeps the memory of the largest district that of one batch. */
export class DistrictRows {
  readonly #rows = new Map<TableName, Record<string, Cell>[]>();

  add<Table extends TableName>(table: Table, row: DistrictTables[Table]): void {
    const rows = this.#rows.get(table);
    if (rows) rows.push(row);
    else this.#rows.set(table, [row]);
  }

  /** Sends all rows and forgets them. */
  async copyTo(client: pg.ClientBase): Promise<void> {
    for (const table of order) {
      const rows = this.#rows.get(table) ?? [];
      const [first] = rows;
      if (first === undefined) continue;
      const keys = Object.keys(first);
      const columns = keys.map(columnName);
      await copyRows(client, { table, columns }, cellsOf(rows, keys));
    }
    this.#rows.clear();
  }
}

function* cellsOf(rows: readonly Record<string, Cell>[], keys: readonly string[]): Generator<Cell[]> {
  for (const row of rows) yield keys.map((key) => row[key] ?? null);
}

function columnName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

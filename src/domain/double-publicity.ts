import { isCitizenNumber } from './citizen-number.js';
import type { CivilDate } from './civil-date.js';
import { PublicityRow } from './double-publicity-cells.js';
import {
  IDENTITY_CARDS,
  namesSimpleProcedure,
  PARTY_KINDS,
  type PartyKind,
  type PenaltyKind,
  PERMIT_KINDS,
  type PermitKind,
  type Procedure,
  PROCEDURES,
  readPenaltyKinds,
} from './double-publicity-codes.js';
import type { CellRefusal, ColumnMap } from './double-publicity-columns.js';

export type { PartyKind, PenaltyKind, PermitKind, Procedure } from './double-publicity-codes.js';
export {
  type CellRefusal,
  type ColumnMap,
  PENALTY_COLUMNS,
  PERMIT_COLUMNS,
  PUBLICITY_COLUMNS,
  type PublicityTable,
  readHeading,
} from './double-publicity-columns.js';

interface Party {
  readonly partyKind: PartyKind;
  readonly partyName: string;
  /** Of organisations and individual businesses; null of persons. */
  readonly creditCode: string | null;
  /** Of persons only; personal data. */
  readonly citizenNumber: string | null;
}

interface SharedFields extends Party {
  readonly documentNumber: string;
  readonly organName: string;
  readonly organCode: string | null;
  readonly content: string;
  readonly sourceUnitName: string | null;
  readonly sourceUnitCode: string | null;
  readonly remark: string | null;
}

interface Decision extends SharedFields {
  /** The day of the decision. */
  readonly occurredOn: CivilDate;
  readonly validUntilOn: CivilDate | null;
}

export interface ImportedPenalty extends Decision {
  readonly type: 'ADMINISTRATIVE_PENALTY';
  readonly publishedUntilOn: CivilDate | null;
  readonly penaltyKinds: readonly PenaltyKind[];
  readonly fineFen: number | null;
  readonly confiscatedFen: number | null;
  /** Null: the file does not say. */
  readonly procedure: Procedure | null;
  readonly conductType: string | null;
  readonly conductFacts: string | null;
  readonly legalBasis: string | null;
  /** Name and number of a licence that was suspended or revoked. */
  readonly licence: string | null;
}

export interface ImportedPermit extends Decision {
  readonly type: 'ADMINISTRATIVE_PERMIT';
  readonly publishedUntilOn: null;
  readonly validFromOn: CivilDate | null;
  readonly permitKind: PermitKind;
  readonly documentName: string | null;
  readonly licenceName: string | null;
  readonly licenceNumber: string | null;
  /** As the organ writes it; the platforms differ in their words. */
  readonly state: string | null;
}

/**
 * What a credit file needs of a row of double publicity, and no more: the legal representative and his papers, and the
 * older registration numbers, are read by nobody here and so are not kept (minimum necessary, PIPL art. 6).
 */
export type ImportedRecord = ImportedPenalty | ImportedPermit;

export type RowReading<Row> = { readonly row: Row } | { readonly refusals: readonly CellRefusal[] };

const LONGEST_NAME = 200;
const LONGEST_TEXT = 5_000;

/** The columns that both tables have. */
type SharedColumns = Pick<ColumnMap<'PENALTY'>, keyof ColumnMap<'PENALTY'> & keyof ColumnMap<'PERMIT'>>;

/**
 * One row of the table of penalties as a record, or everything that is wrong with it. `today` bounds the decision date.
 *
 * A penalty of a natural person under the simple procedure is refused with SIMPLE_PROCEDURE_PERSON: it must not be
 * recorded. The procedure is what its column says, else SIMPLE where the remark names it.
 * Source: credit-information rules on natural persons [L], the two tables [K].
 */
export function readPenaltyRow(
  cells: readonly string[],
  map: ColumnMap<'PENALTY'>,
  today: CivilDate,
): RowReading<ImportedPenalty> {
  const row = new PublicityRow(cells);
  const shared = readShared(row, map);
  const occurredOn = row.decisionDate(map.decidedOn, today);
  const penaltyKinds = readKinds(row, map);
  const fineFen = row.optionalFen(map.fine);
  if (fineFen === null && penaltyKinds.includes('FINE')) row.refuse(map.fine, 'MISSING_VALUE');
  const record: ImportedPenalty = {
    type: 'ADMINISTRATIVE_PENALTY',
    ...shared,
    occurredOn: occurredOn ?? today,
    validUntilOn: row.optionalEnd(map.validUntilOn, occurredOn),
    publishedUntilOn: row.optionalEnd(map.publishedUntilOn, occurredOn),
    penaltyKinds,
    fineFen,
    confiscatedFen: row.optionalFen(map.confiscated),
    procedure: readProcedure(row, map, shared),
    conductType: row.optionalText(map.conductType, LONGEST_TEXT),
    conductFacts: row.optionalText(map.conductFacts, LONGEST_TEXT),
    legalBasis: row.optionalText(map.legalBasis, LONGEST_TEXT),
    licence: row.optionalText(map.licence, LONGEST_TEXT),
  };
  return row.refusals.length > 0 ? { refusals: row.refusals } : { row: record };
}

/** One row of the table of permits as a record, or everything that is wrong with it. `today` bounds the decision date. */
export function readPermitRow(
  cells: readonly string[],
  map: ColumnMap<'PERMIT'>,
  today: CivilDate,
): RowReading<ImportedPermit> {
  const row = new PublicityRow(cells);
  const shared = readShared(row, map);
  const occurredOn = row.decisionDate(map.decidedOn, today);
  const validFromOn = row.optionalDate(map.validFromOn);
  const record: ImportedPermit = {
    type: 'ADMINISTRATIVE_PERMIT',
    ...shared,
    occurredOn: occurredOn ?? today,
    validFromOn,
    validUntilOn: row.optionalEnd(map.validUntilOn, validFromOn),
    publishedUntilOn: null,
    permitKind: row.requiredCode(map.permitKind, PERMIT_KINDS) ?? 'OTHER',
    documentName: row.optionalText(map.documentName, LONGEST_NAME),
    licenceName: row.optionalText(map.licenceName, LONGEST_NAME),
    licenceNumber: row.optionalText(map.licenceNumber, LONGEST_NAME),
    state: row.optionalText(map.state, LONGEST_NAME),
  };
  return row.refusals.length > 0 ? { refusals: row.refusals } : { row: record };
}

/**
 * What makes a record one and the same however often it is delivered: the table, the deciding organ (its code, else its
 * name), the number of the document and the party. Brackets and blanks in the number differ between platforms for
 * one document (〔2026〕, [2026], （2026）) and so make no difference. Contains personal data: store a hash of it.
 */
export function naturalKeyOf(record: ImportedRecord): string {
  const organ = record.organCode ?? record.organName;
  const document = record.documentNumber
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[〔【[]/g, '(');
  const party = record.creditCode ?? record.citizenNumber ?? record.partyName;
  // A control character cannot occur in cleaned text, so that no two different records run together.
  return [record.type, organ, document.replaceAll(/[〕】\]]/g, ')'), party].join('\u001f');
}

function readShared(row: PublicityRow, map: SharedColumns): SharedFields {
  return {
    ...readParty(row, map),
    documentNumber: row.requiredText(map.documentNumber, LONGEST_NAME),
    organName: row.requiredText(map.organName, LONGEST_NAME),
    organCode: row.optionalCreditCode(map.organCode),
    content: row.requiredText(map.content, LONGEST_TEXT),
    sourceUnitName: row.optionalText(map.sourceUnitName, LONGEST_NAME),
    sourceUnitCode: row.optionalCreditCode(map.sourceUnitCode),
    remark: row.optionalText(map.remark, LONGEST_TEXT),
  };
}

function readParty(row: PublicityRow, map: SharedColumns): Party {
  const partyName = row.requiredText(map.partyName, LONGEST_NAME);
  const partyKind = row.requiredCode(map.partyKind, PARTY_KINDS);
  if (partyKind === 'PERSON') {
    return { partyKind, partyName, creditCode: null, citizenNumber: readCitizenNumber(row, map) };
  }
  const creditCode = partyKind === null ? null : row.requiredCreditCode(map.creditCode);
  return { partyKind: partyKind ?? 'ORGANISATION', partyName, creditCode, citizenNumber: null };
}

/** Passports and travel permits cannot be told apart or checked, so nobody is looked up by them. */
function readCitizenNumber(row: PublicityRow, map: SharedColumns): string {
  const number = row.word(map.certificateNumber);
  if (!IDENTITY_CARDS.has(row.word(map.certificateType)))
    row.refuse(map.certificateType, 'PERSON_NOT_IMPORTABLE');
  else if (number === '') row.refuse(map.certificateNumber, 'PERSON_NOT_IMPORTABLE');
  else if (!isCitizenNumber(number)) row.refuse(map.certificateNumber, 'INVALID_CITIZEN_NUMBER');
  return number;
}

function readKinds(row: PublicityRow, map: ColumnMap<'PENALTY'>): readonly PenaltyKind[] {
  const text = row.requiredText(map.penaltyKinds, LONGEST_NAME);
  const kinds = readPenaltyKinds(text);
  if (kinds === null || (kinds.length === 0 && text !== '')) row.refuse(map.penaltyKinds, 'UNKNOWN_CODE');
  return kinds ?? [];
}

function readProcedure(row: PublicityRow, map: ColumnMap<'PENALTY'>, shared: SharedFields): Procedure | null {
  const isStated = row.word(map.procedure) !== '';
  const stated = row.optionalCode(map.procedure, PROCEDURES);
  const isSimple = isStated ? stated === 'SIMPLE' : namesSimpleProcedure(shared.remark ?? '');
  if (isSimple && shared.partyKind === 'PERSON') {
    row.refuse(isStated ? map.procedure : map.remark, 'SIMPLE_PROCEDURE_PERSON');
  }
  return isSimple ? 'SIMPLE' : stated;
}

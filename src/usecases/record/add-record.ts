import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { parseDecimal } from '../../domain/decimal.js';
import { isOfAge } from '../../domain/household.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { FileRow } from '../../store/credit-files.js';
import { ADD_RECORD, type AddedRecord, READ_TYPE_RULES, type TypeRules } from '../../store/records.js';
import type { Unit } from '../../store/door.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import type { ChangedRecord } from '../steps/change-record.js';
import { lockFile, type SubjectRef } from '../steps/lock-file.js';
import { rateTouchedSectors } from '../steps/rate-touched-sectors.js';
import { tellChanges } from '../steps/tell-changes.js';

export interface AddRecordInput extends ActInput {
  readonly subject: SubjectRef;
  readonly type: string;
  readonly occurredOn: string;
  /** Decimal of up to two places: yuan, hours or whatever the type counts. */
  readonly amount?: string | null | undefined;
  readonly documentNumber?: string | null | undefined;
  readonly organName?: string | null | undefined;
  readonly content?: string | null | undefined;
  readonly validUntilOn?: string | null | undefined;
}

const AMOUNT_PLACES = 2;

/**
 * Adds a record (信用信息) to a credit file of the jurisdiction; every sector that looks at such records rates anew at once.
 * What the law forbids as evidence is not taken in at all, and nobody below eighteen takes part in a points scheme.
 * Source: 征信业管理条例 art. 14, forbidden data [L]; PIPL art. 31 and 民法典 art. 18, minors [L].
 */
export function addRecord(context: Context, input: AddRecordInput): Promise<Outcome<ChangedRecord>> {
  return command(context, 'addRecord', input, async (unit, trail) => {
    const file = await lockFile(context, unit, input.subject, ['input', 'subjectId']);
    const rules = await readRules(context, unit, input.type, file);
    const record = readRecord(context, input, file);
    refuseMinors(file, rules, record);
    const added = await unit.run(ADD_RECORD, [JSON.stringify(record), actorOf(context).officeId]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'documentNumber'] });
    const changed = await rateTouchedSectors(unit, trail, {
      subjectIds: [file.id],
      recordTypes: [record.type],
      on: context.today,
      cause: `addRecord ${record.id}`,
    });
    return { recordId: record.id, changedRatings: tellChanges(context, changed) };
  });
}

async function readRules(context: Context, unit: Unit, type: string, file: FileRow): Promise<TypeRules> {
  const field = ['input', 'type'];
  const [rules] = await unit.run(READ_TYPE_RULES, [type, file.kind, context.today]);
  if (rules === undefined) throw new DomainError('UNKNOWN_CODE', { field });
  if (rules.use === 'FORBIDDEN' || rules.use === 'WRITTEN_CONSENT')
    throw new DomainError('FORBIDDEN_DATA', { field });
  return rules;
}

function readRecord(context: Context, input: AddRecordInput, file: FileRow): AddedRecord {
  const { occurredOn, validUntilOn } = readDays(context, input);
  const texts = readTexts(input);
  const organName = texts.organName ?? actorOf(context).officeName;
  const amountHundredths = readAmount(input.amount);
  const id = context.newId();
  const { type } = input;
  // Without a number nothing tells a second record from the first one repeated, so each is one of its own.
  const identity =
    texts.documentNumber === null ? [id] : [file.id, type, occurredOn, texts.documentNumber, organName];
  const sourceKey = `record ${JSON.stringify(identity)}`;
  return {
    id,
    subjectId: file.id,
    type,
    occurredOn,
    amountHundredths,
    ...texts,
    organName,
    validUntilOn,
    sourceKey,
  };
}

function readDays(
  context: Context,
  input: AddRecordInput,
): { occurredOn: CivilDate; validUntilOn: CivilDate | null } {
  const occurredOn = parseCivilDate(input.occurredOn, ['input', 'occurredOn']);
  if (occurredOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field: ['input', 'occurredOn'] });
  if (input.validUntilOn == null) return { occurredOn, validUntilOn: null };
  const field = ['input', 'validUntilOn'];
  const validUntilOn = parseCivilDate(input.validUntilOn, field);
  if (occurredOn > validUntilOn || validUntilOn < context.today)
    throw new DomainError('RECORD_EXPIRED', { field });
  return { occurredOn, validUntilOn };
}

function readTexts({ documentNumber, organName, content }: AddRecordInput) {
  const read = (text: string | null | undefined, name: string, max: number) =>
    text ? parseText(text, { field: ['input', name], max }) : null;
  return {
    documentNumber: read(documentNumber, 'documentNumber', 100),
    organName: read(organName, 'organName', 200),
    content: read(content, 'content', 2000),
  };
}

function readAmount(amount: string | null | undefined): number | null {
  if (amount == null) return null;
  const field = ['input', 'amount'];
  const hundredths = parseDecimal(amount, AMOUNT_PLACES, field);
  if (hundredths < 0) throw new DomainError('INVALID_AMOUNT', { field });
  return hundredths;
}

/** Whose day of birth nobody knows is not taken for an adult. */
function refuseMinors(file: FileRow, rules: TypeRules, { occurredOn }: AddedRecord): void {
  if (!file.isPerson || !rules.countsInPointsScheme) return;
  if (isOfAge(file.bornOn, occurredOn)) return;
  throw new DomainError('MINOR_IN_POINTS_SCHEME', { field: ['input', 'subjectId'] });
}

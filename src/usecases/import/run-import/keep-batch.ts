import type { CellRefusal } from '../../../domain/double-publicity.js';
import { categoryOf, registeringRegionOf } from '../../../domain/organisation-kind.js';
import type { Unit } from '../../../store/door.js';
import {
  FIND_CONTRADICTIONS,
  FIND_KNOWN_KEYS,
  FIND_PARTIES,
  type NewOrganisation,
  type NewPerson,
  type NewRecord,
  OPEN_ORGANISATIONS,
  OPEN_PERSONS,
  recordCells,
  RECORDS,
} from '../../../store/imports.js';
import { actorOf, type Context } from '../../context.js';
import type { RefusalLog } from './refusal-log.js';

export interface Keeping {
  readonly unit: Unit;
  readonly jobId: string;
  readonly log: RefusalLog;
  /** Files of the parties that earlier batches were about, by credit code or citizen number. */
  readonly parties: Map<string, string>;
}

const TWICE_IN_FILE: CellRefusal = {
  column: '',
  code: 'DUPLICATE_ROW',
  explanation: {
    zh: '文件前面已有同一文书，内容不同。',
    en: 'An earlier row of the file has the same document with other content.',
  },
};
const OTHERWISE_ON_FILE: CellRefusal = {
  column: '',
  code: 'ALREADY_EXISTS',
  explanation: {
    zh: '同一文书已在档，内容不同；更正须另行办理。',
    en: 'The same document is on file with other content; an import does not correct it.',
  },
};

/**
 * Puts one batch of rows into the credit files, opening a file for every party that has none. A row that is on file
 * already changes nothing; one that says something else under the same document is refused. Returns how many are new.
 */
export async function keepBatch(
  context: Context,
  records: readonly NewRecord[],
  keeping: Keeping,
): Promise<number> {
  const { unit, jobId, log } = keeping;
  if (records.length === 0) return 0;
  const firsts = firstOfEach(records, log);
  const known = new Set<string>();
  for (const { sourceKey } of await unit.run(FIND_KNOWN_KEYS, [[...firsts.keys()]])) known.add(sourceKey);
  const fresh: NewRecord[] = [];
  const onFile: NewRecord[] = [];
  for (const record of firsts.values()) (known.has(record.sourceKey) ? onFile : fresh).push(record);
  if (fresh.length > 0) await fileRecords(context, fresh, keeping);
  if (onFile.length > 0) {
    const contradictions = await unit.run(FIND_CONTRADICTIONS, [jobId, JSON.stringify(onFile)]);
    for (const { rowNumber, inFile } of contradictions) {
      log.note(rowNumber, [inFile ? TWICE_IN_FILE : OTHERWISE_ON_FILE]);
    }
  }
  return fresh.length;
}

/** By source key. A repetition within the batch is dropped when it says the same and refused when it does not. */
function firstOfEach(records: readonly NewRecord[], log: RefusalLog): Map<string, NewRecord> {
  const firsts = new Map<string, NewRecord>();
  for (const record of records) {
    const first = firsts.get(record.sourceKey);
    if (first === undefined) firsts.set(record.sourceKey, record);
    else if (contentOf(first) !== contentOf(record)) log.note(record.rowNumber, [TWICE_IN_FILE]);
  }
  return firsts;
}

/** What a record says, apart from what its source key is made of. */
function contentOf(record: NewRecord): string {
  const { occurredOn, amountHundredths, content, validUntilOn, publishedUntilOn, details } = record;
  return JSON.stringify([occurredOn, amountHundredths, content, validUntilOn, publishedUntilOn, details]);
}

async function fileRecords(
  context: Context,
  records: readonly NewRecord[],
  { unit, jobId, parties }: Keeping,
): Promise<void> {
  await findParties(context, unit, records, parties);
  const { officeId } = actorOf(context);
  await unit.copy(RECORDS, cells());

  function* cells() {
    for (const record of records) {
      const subjectId = parties.get(numberOf(record));
      if (subjectId === undefined) throw new Error('A party has no file.');
      yield recordCells(record, { id: context.newId(), subjectId, jobId, officeId });
    }
  }
}

function numberOf({ creditCode, citizenNumber }: NewRecord): string {
  const number = creditCode ?? citizenNumber;
  if (number === null) throw new Error('A record names no party.');
  return number;
}

/** Adds the file of every party of these records to `parties`; those without a file get one. */
async function findParties(
  context: Context,
  unit: Unit,
  records: readonly NewRecord[],
  parties: Map<string, string>,
): Promise<void> {
  const wanted = new Map<string, NewRecord>();
  for (const record of records) {
    const number = numberOf(record);
    if (!parties.has(number) && !wanted.has(number)) wanted.set(number, record);
  }
  const find = async () => {
    const without = [...wanted.values()];
    const creditCodes = without.map(({ creditCode }) => creditCode).filter((code) => code !== null);
    const citizenNumbers = without
      .map(({ citizenNumber }) => citizenNumber)
      .filter((number) => number !== null);
    for (const { number, subjectId } of await unit.run(FIND_PARTIES, [creditCodes, citizenNumbers])) {
      parties.set(number, subjectId);
      wanted.delete(number);
    }
  };
  if (wanted.size > 0) await find();
  if (wanted.size === 0) return;
  await openFiles(context, unit, [...wanted.values()]);
  // Asked again and not taken from what was opened: somebody else may have opened one of them at the same moment.
  await find();
}

async function openFiles(context: Context, unit: Unit, records: readonly NewRecord[]): Promise<void> {
  const organisations: NewOrganisation[] = [];
  const persons: NewPerson[] = [];
  for (const { creditCode, citizenNumber, partyName: name } of records) {
    const id = context.newId();
    if (creditCode !== null) organisations.push(newOrganisation(id, creditCode, name));
    else if (citizenNumber !== null) persons.push({ id, citizenNumber, name });
  }
  const [ownRegion] = actorOf(context).regionCodes;
  const open = (files: readonly unknown[]) => [JSON.stringify(files), ownRegion, context.today];
  if (organisations.length > 0) await unit.run(OPEN_ORGANISATIONS, open(organisations));
  if (persons.length > 0) await unit.run(OPEN_PERSONS, open(persons));
}

function newOrganisation(id: string, creditCode: string, name: string): NewOrganisation {
  const category = categoryOf(creditCode);
  const kind = category === 'LAW_FIRM' ? 'LAW_FIRM' : 'ENTERPRISE';
  return { id, creditCode, name, kind, category, regionCode: registeringRegionOf(creditCode) };
}

import { categoryOf, registeringRegionOf } from '../../domain/organisation-kind.js';
import type { CellRefusal } from '../../domain/double-publicity.js';
import type { Unit } from '../../store/door.js';
import {
  CLEAR_STAGE,
  FIND_CONTRADICTIONS,
  FIND_UNKNOWN_PARTIES,
  KEEP_STAGED,
  type NewOrganisation,
  type NewPerson,
  OPEN_ORGANISATIONS,
  OPEN_PERSONS,
  STAGE,
  stagedCells,
  type StagedRecord,
} from '../../store/imports.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import type { RefusalLog } from './refusal-log.js';

export interface Keeping {
  readonly unit: Unit;
  readonly jobId: string;
  readonly log: RefusalLog;
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
  records: readonly StagedRecord[],
  { unit, jobId, log }: Keeping,
): Promise<number> {
  if (records.length === 0) return 0;
  await unit.run(CLEAR_STAGE, []);
  await unit.copy(STAGE, cellsOf(records));
  await openFiles(context, unit);
  const { kept } = await runOne(unit, KEEP_STAGED, [jobId, actorOf(context).officeId]);
  if (kept < records.length) {
    for (const { rowNumber, inFile } of await unit.run(FIND_CONTRADICTIONS, [jobId])) {
      log.note(rowNumber, [inFile ? TWICE_IN_FILE : OTHERWISE_ON_FILE]);
    }
  }
  return kept;
}

function* cellsOf(records: readonly StagedRecord[]) {
  for (const record of records) yield stagedCells(record);
}

async function openFiles(context: Context, unit: Unit): Promise<void> {
  const organisations: NewOrganisation[] = [];
  const persons: NewPerson[] = [];
  for (const { creditCode, citizenNumber, name } of await unit.run(FIND_UNKNOWN_PARTIES, [])) {
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

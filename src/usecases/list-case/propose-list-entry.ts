import { DomainError } from '../../domain/refusal.js';
import { parseText, parseToldText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import {
  ADD_CASE,
  ADD_CASE_PERSONS,
  FIND_ACCEPTED_PROPOSAL,
  FIND_KEPT_LIST,
  FIND_TOLD_MEASURES,
  type ListRow,
  type NewCase,
} from '../../store/list-cases.js';
import { FIND_ENTERPRISES } from '../../store/enterprises.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome, type Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { keepPersons, type PersonInput } from '../steps/keep-persons.js';
import { lockFile, type SubjectRef } from '../steps/lock-file.js';
import { refuseBlackListed } from '../steps/refuse-black-listed.js';

export interface ResponsiblePersonInput {
  readonly role: 'LEGAL_REPRESENTATIVE' | 'DIRECTLY_RESPONSIBLE' | 'ACTUAL_CONTROLLER';
  readonly person: PersonInput;
}

export interface ProposeListEntryInput extends ActInput {
  readonly subject: SubjectRef;
  readonly listCode: string;
  readonly facts: string;
  readonly legalBasis: string;
  /** All published measures of the list unless given. */
  readonly measureCodes?: readonly string[] | null | undefined;
  readonly organName?: string | null | undefined;
  readonly responsiblePersons?: readonly ResponsiblePersonInput[] | null | undefined;
  /** A proposal that a random inspection has led to and that was accepted. */
  readonly listProposalId?: string | null | undefined;
  /** For lists of courts, and only for those. */
  readonly court?: { readonly name: string; readonly documentNumber: string } | null | undefined;
}

const MOST_PERSONS = 20;
const MOST_MEASURES = 50;

/**
 * Proposes that an enterprise or law firm be put on a list that the office keeps (拟列入名单), with facts, legal basis and the measures that will
 * follow: all that are published for the list unless some are named, and whoever is on it bears no other ones. Only published ones can be named, and nobody is on a list by it: notice, hearing and a second officer come first.
 * Source: facts, reasons, basis and measures are told before an entry; measures only from the published list; responsible persons recorded with
 * the entity [L].
 */
export function proposeListEntry(
  context: Context,
  input: ProposeListEntryInput,
): Promise<Outcome<{ caseId: string }>> {
  return command(context, 'proposeListEntry', input, async (unit, trail) => {
    const { officeId } = actorOf(context);
    const file = await lockFile(context, unit, registered(input.subject), ['input', 'subjectId']);
    const [list] = await unit.run(FIND_KEPT_LIST, [input.listCode, context.today, officeId]);
    if (list === undefined) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'listCode'] });
    const target = { subjectId: file.id, kind: list.kind };
    await refuseBlackListed(context, unit, target, ['input', 'subjectId']);
    const proposed: NewCase = {
      id: context.newId(),
      subjectId: file.id,
      listCode: list.code,
      ruleId: list.ruleId,
      ...(await readGround(context, unit, input, list)),
      ...readTexts(input),
      measureCodes: await readMeasures(context, unit, input, list),
      ...{ officeId, proposedBy: actorOf(context).officerId, proposedOn: context.today },
    };
    const added = await unit.run(ADD_CASE, [JSON.stringify(proposed)]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'subjectId'] });
    trail.subjectIds.add(file.id);
    trail.rules[list.code] = list.ruleFrom;
    await addPersons(context, unit, trail, { proposed, persons: input.responsiblePersons ?? [] });
    return { caseId: proposed.id };
  });
}

/** Natural persons do not stand on lists here: they are recorded with their entity. */
function registered({ subjectId, kinds }: SubjectRef): SubjectRef {
  return { subjectId, kinds: kinds.filter((kind) => kind === 'ENTERPRISE' || kind === 'LAW_FIRM') };
}

type Ground = Pick<NewCase, 'groundKind' | 'proposalId' | 'courtName' | 'courtDocument' | 'organName'>;

async function readGround(
  context: Context,
  unit: Unit,
  { court, listProposalId, organName, subject }: ProposeListEntryInput,
  list: ListRow,
): Promise<Ground> {
  const given = organName ? parseText(organName, { field: ['input', 'organName'], max: 200 }) : null;
  const organ = given ?? actorOf(context).officeName;
  if (list.terms.notice === 'COURT') return readReferral(court, given);
  if (court != null) {
    throw new DomainError('WRONG_STATE', {
      field: ['input', 'court'],
      explanation: { zh: '该名单不由人民法院移送。', en: 'Courts do not refer anybody to this list.' },
    });
  }
  const none = { courtName: null, courtDocument: null, organName: organ };
  if (listProposalId == null) return { groundKind: 'OWN_FINDING', proposalId: null, ...none };
  const field = ['input', 'listProposalId'];
  const [found] = await unit.run(FIND_ACCEPTED_PROPOSAL, [listProposalId, actorOf(context).regionCodes]);
  if (found?.subjectId !== subject.subjectId || found.listCode !== list.code)
    throw new DomainError('NOT_FOUND', { field });
  if (found.state !== 'ACCEPTED') throw new DomainError('WRONG_STATE', { field });
  return { groundKind: 'LIST_PROPOSAL', proposalId: listProposalId, ...none };
}

function readReferral(court: ProposeListEntryInput['court'], organName: string | null): Ground {
  const field = ['input', 'court'];
  if (court == null) {
    throw new DomainError('MISSING_VALUE', {
      field,
      explanation: {
        zh: '该名单须有人民法院的移送文书。',
        en: 'This list needs the document by which a court refers the case.',
      },
    });
  }
  const courtName = parseText(court.name, { field: [...field, 'name'], max: 200 });
  const courtDocument = parseText(court.documentNumber, { field: [...field, 'documentNumber'], max: 100 });
  const organ = { organName: organName ?? courtName, proposalId: null };
  return { groundKind: 'COURT_REFERRAL', courtName, courtDocument, ...organ };
}

function readTexts({ facts, legalBasis }: ProposeListEntryInput) {
  const field = ['input', 'legalBasis'];
  if (legalBasis.trim() === '') throw new DomainError('BURDEN_WITHOUT_BASIS', { field });
  return {
    facts: parseToldText(facts, { field: ['input', 'facts'], max: 2000 }),
    legalBasis: parseToldText(legalBasis, { field, max: 500 }),
  };
}

async function readMeasures(
  context: Context,
  unit: Unit,
  { measureCodes }: ProposeListEntryInput,
  list: ListRow,
): Promise<string[]> {
  const field = ['input', 'measureCodes'];
  if (measureCodes == null) {
    const all = await unit.run(FIND_TOLD_MEASURES, [null, list.code, context.today]);
    if (all.length === 0) throw new DomainError('MISSING_VALUE', { field });
    return all.map(({ code }) => code);
  }
  const codes = [...new Set(measureCodes)];
  if (codes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (codes.length > MOST_MEASURES) throw new DomainError('TOO_MANY_ITEMS', { field });
  const known = await unit.run(FIND_TOLD_MEASURES, [codes, list.code, context.today]);
  const unknown = codes.findIndex((code) => !known.some((measure) => measure.code === code));
  if (unknown >= 0) throw new DomainError('UNKNOWN_CODE', { field: [...field, String(unknown)] });
  return codes;
}

async function addPersons(
  context: Context,
  unit: Unit,
  trail: Trail,
  { proposed, persons }: { readonly proposed: NewCase; readonly persons: readonly ResponsiblePersonInput[] },
): Promise<void> {
  if (persons.length === 0) return;
  const field = ['input', 'responsiblePersons'];
  if (persons.length > MOST_PERSONS) throw new DomainError('TOO_MANY_ITEMS', { field });
  const { regionCode } = await runOne(unit, FIND_ENTERPRISES, [[proposed.subjectId]]);
  const given = persons.map(({ person }, at) => ({ person, path: [...field, String(at), 'person'] }));
  const ids = await keepPersons(context, unit, given, regionCode);
  if (new Set(ids).size < ids.length) throw new DomainError('ALREADY_EXISTS', { field });
  await unit.run(ADD_CASE_PERSONS, [proposed.id, ids, persons.map(({ role }) => role)]);
  for (const id of ids) trail.subjectIds.add(id);
}

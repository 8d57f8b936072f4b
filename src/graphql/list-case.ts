import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { nextStep } from '../domain/list-case.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { countListCases, listListCases } from '../usecases/list-case/list-list-cases.js';
import type { ListCaseRow } from '../usecases/list-loaders.js';
import { findPerson } from '../usecases/person/find-person.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Enterprise, LawFirm, registeredSubjectOf } from './enterprise.js';
import { entryOf, ListEntry, seesCases } from './list-entry.js';
import { ListObjection, listObjectionOf } from './list-entry-details.js';
import {
  ListCaseState,
  ListCaseStep,
  ListGroundKind,
  ListNoticeMethod,
  ResponsibleRole,
} from './list-enums.js';
import { ListProposal, listProposalOf } from './list-proposal.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Person, personOf } from './person.js';
import { DateScalar } from './scalars.js';
import { CreditSubject } from './subject.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody who is recorded with an entity as responsible (责任人员). Never published.',
})
export class ResponsiblePerson {
  @Field(() => ResponsibleRole, { description: 'Why.' })
  role!: string;

  @Field(() => Person, {
    description:
      'Who, masked unless the role and the stated purpose (`x-purpose`) allow; each look in clear is logged.',
  })
  person!: Person;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'Putting an enterprise or law firm on a list (列入程序): proposed with facts, basis and measures, told or published, objected to, confirmed by another officer, or dropped. The business of the office that conducts it.',
})
export class ListCase extends Node {
  @Field(() => String, { description: 'Code of the list.' })
  listCode!: string;

  @Field(() => String, { description: 'The list, in words.' })
  list!: string;

  @Field(() => ListCaseState, { description: 'How far it has come.' })
  state!: string;

  @Field(() => ListCaseStep, { nullable: true, description: 'What it waits for; null: it is decided.' })
  nextStep!: string | null;

  @Field(() => ListGroundKind, { description: 'What led to it.' })
  groundKind!: string;

  @Field(() => String, { nullable: true, description: 'Court that has referred it.' })
  courtName!: string | null;

  @Field(() => String, { nullable: true, description: 'Document by which it did.' })
  courtDocument!: string | null;

  @Field(() => String, { description: 'Organ whose decision the entry will be.' })
  organName!: string;

  @Field(() => String, { description: 'Facts, as whoever is concerned is told.' })
  facts!: string;

  @Field(() => String, { description: 'Legal basis (法律依据).' })
  legalBasis!: string;

  @Field(() => [String], { description: 'Codes of the published measures that it tells of.' })
  measureCodes!: readonly string[];

  @Field(() => String, { description: 'Officer who proposed it.' })
  proposedBy!: string;

  @Field(() => DateScalar, { description: 'When.' })
  proposedOn!: string;

  @Field(() => String, { nullable: true, description: 'Officer who served the notice or published it.' })
  noticedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of delivery or publication.' })
  noticedOn!: string | null;

  @Field(() => ListNoticeMethod, { nullable: true, description: 'How it was told.' })
  noticeMethod!: string | null;

  @Field(() => String, { nullable: true, description: 'What was told, word for word, in Chinese.' })
  notice!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day on which an objection may be filed.' })
  objectionUntilOn!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when a holiday that is not published yet may move that day.',
  })
  isProvisional!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Officer who confirmed or dropped it.' })
  decidedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When.' })
  decidedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the decision to enter.' })
  decisionNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was dropped.' })
  reason!: string | null;

  row!: ListCaseRow;
}

export const ListCaseConnection = connectionOf(ListCase, 'ListCase');

export function listCaseOf(row: ListCaseRow, { locale, today }: Context): ListCase {
  const { noticeBody, objectionIsProvisional } = row;
  return {
    ...row,
    id: globalId(ID.listCase, row.id),
    list: locale === 'en' ? row.listEn : row.listZh,
    nextStep: nextStep(row, today),
    notice: noticeBody,
    isProvisional: objectionIsProvisional,
    row,
  };
}

/** A case by its uuid, where the caller may know of it. */
export async function loadListCase(context: Context, uuid: string): Promise<ListCase | null> {
  const row = await context.loaders.listCase.load(uuid);
  return row === null ? null : listCaseOf(row, context);
}

@InputType({ description: 'Which cases; all when nothing is given.' })
export class ListCaseFilter {
  @Field(() => ListCaseState, { nullable: true, description: 'Only those that stand so.' })
  state?: ListCaseRow['state'] | null;

  @Field(() => String, { nullable: true, description: 'Only those of this list.' })
  listCode?: string | null;
}

@ArgsType()
export class ListCaseArguments extends PageArguments {
  @Field(() => ListCaseFilter, { nullable: true, description: 'Which cases; all when absent.' })
  filter?: ListCaseFilter | null;
}

@Resolver(() => ListCase)
export class ListCaseResolver {
  @Query(() => ListCaseConnection, {
    complexity: connectionCost,
    description: "Cases of the caller's office, or of the regions that he oversees, newest first.",
  })
  async listCases(
    @Ctx() context: Context,
    @Args(() => ListCaseArguments) { filter, ...page }: ListCaseArguments,
  ) {
    const chosen = { state: filter?.state ?? null, listCode: filter?.listCode ?? null };
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listListCases(context, chosen, request), {
      nodeOf: (row) => listCaseOf(row, context),
      keysetOf: (row) => [row.id],
      countAll: () => countListCases(context, chosen),
    });
  }

  @FieldResolver(() => CreditSubject, { nullable: true, description: 'The enterprise or law firm.' })
  async subject(@Root() { row }: ListCase, @Ctx() context: Context): Promise<CreditSubject | null> {
    const found = await context.loaders.enterprise.load(row.subjectId);
    return found === null ? null : registeredSubjectOf(found);
  }

  @FieldResolver(() => ListProposal, {
    nullable: true,
    description: 'The proposal of a random inspection that led to it; for whoever sees those.',
  })
  async proposal(@Root() { row }: ListCase, @Ctx() context: Context): Promise<ListProposal | null> {
    if (row.proposalId === null) return null;
    const found = await context.loaders.listProposal.load(row.proposalId);
    return found === null ? null : listProposalOf(found, context.locale);
  }

  @FieldResolver(() => [ListObjection], {
    complexity: ({ childComplexity }) => 3 + 3 * childComplexity,
    description: 'Objections to it, oldest first.',
  })
  async objections(@Root() { row }: ListCase, @Ctx() context: Context): Promise<ListObjection[]> {
    const rows = await context.loaders.objectionsOfCase.load(row.id);
    return rows.map((one) => listObjectionOf(one, context));
  }

  @FieldResolver(() => [ResponsiblePerson], {
    complexity: ({ childComplexity }) => 3 + 3 * childComplexity,
    description: 'Who is recorded with the entity.',
  })
  async responsiblePersons(@Root() { row }: ListCase, @Ctx() context: Context): Promise<ResponsiblePerson[]> {
    const rows = await context.loaders.personsOfCase.load(row.id);
    const found = await Promise.all(
      rows.map(async ({ personId, role }) => ({
        role,
        person: await findPerson(context, personId, 'ListCase.responsiblePersons'),
      })),
    );
    return found.flatMap(({ role, person }) => (person === null ? [] : [{ role, person: personOf(person) }]));
  }

  @FieldResolver(() => ListEntry, { nullable: true, description: 'The entry that it led to.' })
  async entry(@Root() { row }: ListCase, @Ctx() context: Context): Promise<ListEntry | null> {
    if (row.entryId === null) return null;
    const found = await context.loaders.listEntry.load(row.entryId);
    return found === null ? null : entryOf(found, context);
  }
}

const OF_SUBJECT = {
  complexity: ({ childComplexity }: { childComplexity: number }) => 5 + 5 * childComplexity,
  description: 'The newest 100 cases (列入程序) of it that the caller may know of, newest first.',
};

async function casesOf(context: Context, uuid: string): Promise<ListCase[]> {
  const rows = await context.loaders.casesOfSubject.load(uuid);
  return rows.map((row) => listCaseOf(row, context));
}

@Resolver(() => Enterprise)
export class CasesOfEnterpriseResolver {
  @FieldResolver(() => [ListCase], OF_SUBJECT)
  listCases(@Root() { uuid }: Enterprise, @Ctx() context: Context): Promise<ListCase[]> {
    return casesOf(context, uuid);
  }
}

@Resolver(() => LawFirm)
export class CasesOfLawFirmResolver {
  @FieldResolver(() => [ListCase], OF_SUBJECT)
  listCases(@Root() { uuid }: LawFirm, @Ctx() context: Context): Promise<ListCase[]> {
    return casesOf(context, uuid);
  }
}

export const listCaseAccess: AccessMap = {
  Query: { listCases: seesCases },
  Enterprise: { listCases: seesCases },
  LawFirm: { listCases: seesCases },
  ListCase: {
    ...inheritedFields(
      'id',
      'listCode',
      'list',
      'state',
      'nextStep',
      'groundKind',
      'courtName',
      'courtDocument',
    ),
    ...inheritedFields('organName', 'facts', 'legalBasis', 'measureCodes', 'proposedBy', 'proposedOn'),
    ...inheritedFields(
      'noticedBy',
      'noticedOn',
      'noticeMethod',
      'notice',
      'objectionUntilOn',
      'isProvisional',
    ),
    ...inheritedFields('decidedBy', 'decidedOn', 'decisionNumber', 'reason', 'subject', 'proposal'),
    ...inheritedFields('objections', 'responsiblePersons', 'entry'),
  },
  ResponsiblePerson: { role: inherited, person: inherited },
  ...connectionAccess('ListCase'),
};

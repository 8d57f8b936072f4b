import { Ctx, Field, FieldResolver, ID as IdType, ObjectType, Resolver, Root } from 'type-graphql';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import type { ExitRequestRow, ListExitRow, ListObjectionRow, RepairRow } from '../usecases/list-loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { ListEntry } from './list-entry.js';
import { ListExitKind, ListObjectionState, ListObjectorRole, ListRepairState } from './list-enums.js';
import { DateScalar } from './scalars.js';

const DETAILS = { complexity: ({ childComplexity }: { childComplexity: number }) => 3 + 3 * childComplexity };

@ObjectType({ simpleResolvers: true, description: 'How an entry ended (移出名单).' })
export class ListExit {
  @Field(() => ListExitKind, { description: 'In which way.' })
  kind!: ListExitRow['kind'] | 'TERM';

  @Field(() => DateScalar, { description: 'When.' })
  exitedOn!: string;

  @Field(() => String, { nullable: true, description: 'Why; null when its term was over.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the decision or of the document of the court.',
  })
  documentNumber!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An objection to a proposed entry or to one that was made (异议).',
})
export class ListObjection {
  @Field(() => IdType, { description: 'Global id.' })
  id!: string;

  @Field(() => ListObjectorRole, { description: 'Who objects.' })
  filedAs!: string;

  @Field(() => String, { description: 'Grounds.' })
  grounds!: string;

  @Field(() => DateScalar, { description: 'Day of filing.' })
  filedOn!: string;

  @Field(() => DateScalar, { description: 'Last day on which it must be decided.' })
  decideUntilOn!: string;

  @Field(() => Boolean, { description: 'True when a holiday that is not published yet may move that day.' })
  decideIsProvisional!: boolean;

  @Field(() => Boolean, { description: 'Whether it is open and that day has passed.' })
  isOverdue!: boolean;

  @Field(() => ListObjectionState, { description: 'Where it stands.' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'Officer who decided; null: nobody yet.' })
  decidedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was decided.' })
  decidedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Reasons of the decision.' })
  reasons!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An application to leave a list early (信用修复申请).',
})
export class ListRepair {
  @Field(() => IdType, { description: 'Global id.' })
  id!: string;

  @Field(() => DateScalar, { description: 'When what led to the entry was corrected.' })
  correctedOn!: string;

  @Field(() => String, { description: 'What shows that it was.' })
  evidence!: string;

  @Field(() => DateScalar, { description: 'When it was applied for.' })
  appliedOn!: string;

  @Field(() => DateScalar, { description: 'Last day on which it must be decided.' })
  decideUntilOn!: string;

  @Field(() => Boolean, { description: 'True when a holiday that is not published yet may move that day.' })
  decideIsProvisional!: boolean;

  @Field(() => Boolean, { description: 'Whether it is open and that day has passed.' })
  isOverdue!: boolean;

  @Field(() => ListRepairState, { description: 'Where it stands.' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'Officer who decided; null: nobody yet.' })
  decidedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was decided.' })
  decidedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Reasons of the decision.' })
  reasons!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'An officer has asked that an entry end which another organ has delivered (移出申请); another officer with the same document ends it.',
})
export class ListExitRequest {
  @Field(() => ListExitKind, { description: 'In which way: `REVOCATION` or `COURT`.' })
  kind!: ExitRequestRow['kind'];

  @Field(() => String, { description: 'Number of the decision or of the document of the court.' })
  documentNumber!: string;

  @Field(() => String, { description: 'Officer who has asked.' })
  requestedBy!: string;

  @Field(() => DateScalar, { description: 'When.' })
  requestedOn!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A time in which a court has suspended the use of an entry (暂停使用惩戒).',
})
export class ListSuspension {
  @Field(() => DateScalar, { description: 'First day.' })
  fromOn!: string;

  @Field(() => DateScalar, { description: 'Last day, unless it was ended before.' })
  untilOn!: string;

  @Field(() => String, { description: 'Document of the court.' })
  courtDocument!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which it was ended early and the entry was used again.',
  })
  endedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was ended early.' })
  endReason!: string | null;
}

export function listObjectionOf(row: ListObjectionRow, { today }: Context): ListObjection {
  const isOverdue = row.state === 'FILED' && row.decideUntilOn < today;
  return { ...row, id: globalId(ID.listObjection, row.id), isOverdue };
}

export function listRepairOf(row: RepairRow, { today }: Context): ListRepair {
  const isOverdue = row.state === 'APPLIED' && row.decideUntilOn < today;
  return { ...row, id: globalId(ID.listRepair, row.id), isOverdue };
}

@Resolver(() => ListEntry)
export class ListEntryResolver {
  @FieldResolver(() => ListExit, { nullable: true, description: 'How it ended; null while it holds.' })
  async exit(@Root() { row }: ListEntry, @Ctx() context: Context): Promise<ListExit | null> {
    const early = await context.loaders.exitOfEntry.load(row.id);
    if (early !== null) return early;
    if (row.endsOn === null || row.endsOn > context.today) return null;
    return { kind: 'TERM', exitedOn: row.endsOn, reason: null, documentNumber: null };
  }

  @FieldResolver(() => [ListObjection], {
    ...DETAILS,
    description:
      'Objections to it, oldest first; for the office of its case (of a delivered entry: offices that keep the list), and oversight.',
  })
  async objections(@Root() { row }: ListEntry, @Ctx() context: Context): Promise<ListObjection[]> {
    const rows = await context.loaders.objectionsOfEntry.load(row.id);
    return rows.map((one) => listObjectionOf(one, context));
  }

  @FieldResolver(() => [ListRepair], {
    ...DETAILS,
    description:
      'Applications to leave early, oldest first; for the office of its case (of a delivered entry: offices that keep the list), and oversight.',
  })
  async repairs(@Root() { row }: ListEntry, @Ctx() context: Context): Promise<ListRepair[]> {
    const rows = await context.loaders.repairsOfEntry.load(row.id);
    return rows.map((one) => listRepairOf(one, context));
  }

  @FieldResolver(() => [ListExitRequest], {
    ...DETAILS,
    description:
      'Requests that it end, oldest first; only entries that another organ has delivered need them. For offices that keep the list, and oversight.',
  })
  exitRequests(@Root() { row }: ListEntry, @Ctx() context: Context): Promise<ExitRequestRow[]> {
    return context.loaders.exitRequestsOfEntry.load(row.id);
  }

  @FieldResolver(() => [ListSuspension], {
    ...DETAILS,
    description:
      'Times in which its use was suspended, oldest first; for the office of its case (of a delivered entry: offices that keep the list), and oversight.',
  })
  suspensions(@Root() { row }: ListEntry, @Ctx() context: Context): Promise<ListSuspension[]> {
    return context.loaders.suspensionsOfEntry.load(row.id);
  }
}

export const listEntryDetailsAccess: AccessMap = {
  ListExit: inheritedFields('kind', 'exitedOn', 'reason', 'documentNumber'),
  ListExitRequest: inheritedFields('kind', 'documentNumber', 'requestedBy', 'requestedOn'),
  ListObjection: {
    ...inheritedFields('id', 'filedAs', 'grounds', 'filedOn', 'decideUntilOn', 'decideIsProvisional'),
    ...inheritedFields('isOverdue', 'state', 'decidedBy', 'decidedOn', 'reasons'),
  },
  ListRepair: {
    ...inheritedFields('id', 'correctedOn', 'evidence', 'appliedOn', 'decideUntilOn', 'decideIsProvisional'),
    ...inheritedFields('isOverdue', 'state', 'decidedBy', 'decidedOn', 'reasons'),
  },
  ListSuspension: inheritedFields('fromOn', 'untilOn', 'courtDocument', 'reason', 'endedOn', 'endReason'),
};

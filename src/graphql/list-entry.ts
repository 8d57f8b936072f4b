import { Field, ObjectType } from 'type-graphql';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { listEntries, type ListEntryRow } from '../usecases/subject/list-entries.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { type MomentArguments, momentOf } from './moment.js';
import { Node } from './node.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { ListKind } from './verdict.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An entry on a list (名单): red, black, abnormal or focus.',
})
export class ListEntry extends Node {
  @Field(() => String, { description: 'Code of the list.' })
  listCode!: string;

  @Field(() => String, { description: 'The list in words.' })
  label!: string;

  @Field(() => ListKind, { description: 'Kind of the list.' })
  kind!: string;

  @Field(() => DateScalar, { description: 'First day on it.' })
  enteredOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day no longer on it, as far as it was known.',
  })
  endsOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day on which its use is suspended.' })
  suspendedUntilOn!: string | null;

  @Field(() => String, { description: 'Number of the decision.' })
  decisionNumber!: string;

  @Field(() => String, { description: 'Organ that decided.' })
  organName!: string;

  @Field(() => String, { description: 'Legal basis of the list.' })
  legalBasis!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded here.' })
  recordedAt!: string;

  row!: ListEntryRow;
}

/** The lists that a registered subject stands on at a moment. */
export async function entriesOf(
  context: Context,
  uuid: string,
  moment: MomentArguments,
): Promise<ListEntry[]> {
  const rows = await listEntries(context, uuid, momentOf(moment));
  return rows.map((row) => entryOf(row, context));
}

export function entryOf(row: ListEntryRow, { locale }: Pick<Context, 'locale'>): ListEntry {
  const { listCode, kind, enteredOn, endsOn, suspendedUntilOn, decisionNumber, organName } = row;
  return {
    ...{ listCode, kind, enteredOn, endsOn, suspendedUntilOn, decisionNumber, organName },
    id: globalId(ID.listEntry, row.id),
    label: locale === 'en' ? row.labelEn : row.labelZh,
    legalBasis: row.legalBasis,
    recordedAt: row.recordedAt,
    row,
  };
}

/** Offices that keep lists, and oversight. Loaders narrow what they give to the lists that each of them keeps. */
export const seesCases = allow('MARKET_REGULATOR', 'CREDIT_CLERK', 'AUDITOR');

export const listEntryAccess: AccessMap = {
  ListEntry: {
    ...inheritedFields(
      'id',
      'listCode',
      'label',
      'kind',
      'enteredOn',
      'endsOn',
      'suspendedUntilOn',
      'decisionNumber',
    ),
    ...inheritedFields('organName', 'legalBasis', 'recordedAt', 'exit'),
    objections: inherited,
    repairs: inherited,
    exitRequests: inherited,
    suspensions: inherited,
  },
};

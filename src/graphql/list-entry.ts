import { Field, ObjectType } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { listEntries, type ListEntryRow } from '../usecases/subject/list-entries.js';
import { type AccessMap, inheritedFields } from './access.js';
import { type MomentArguments, momentOf } from './moment.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { ListKind } from './verdict.js';

@ObjectType({
  simpleResolvers: true,
  description: 'An entry on a list (名单): red, black, abnormal or focus.',
})
export class ListEntry {
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

function entryOf(
  { subjectId: _subject, labelZh, labelEn, ...row }: ListEntryRow,
  { locale }: Context,
): ListEntry {
  return { ...row, label: locale === 'en' ? labelEn : labelZh };
}

export const listEntryAccess: AccessMap = {
  ListEntry: {
    ...inheritedFields(
      'listCode',
      'label',
      'kind',
      'enteredOn',
      'endsOn',
      'suspendedUntilOn',
      'decisionNumber',
    ),
    ...inheritedFields('organName', 'legalBasis', 'recordedAt'),
  },
};

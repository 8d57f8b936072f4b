import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import { type CheckItemRow, listCheckItems } from '../usecases/inspection/list-check-items.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { Severity } from './hazard.js';

@ObjectType({ simpleResolvers: true, description: 'What an inspection looks at (检查项目).' })
export class CheckItem {
  @Field(() => String, { description: 'Code, for findings.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => Severity, { description: 'Severity of a finding.' })
  severity!: 'ORDINARY' | 'MAJOR';

  @Field(() => Int, { description: 'Length of the term to put it right.' })
  termValue!: number;

  @Field(() => String, { description: 'Unit of the term: DAY, WEEK or WORKING_DAY (工作日).' })
  termUnit!: string;
}

function checkItemOf(row: CheckItemRow, locale: Locale): CheckItem {
  return { ...row, label: locale === 'en' ? row.labelEn : row.labelZh };
}

@Resolver()
export class CheckItemResolver {
  @Query(() => [CheckItem], { description: 'The catalogue of what inspections of rental houses look at.' })
  async checkItems(@Ctx() context: Context): Promise<CheckItem[]> {
    return (await listCheckItems(context)).map((row) => checkItemOf(row, context.locale));
  }
}

export const checkItemAccess: AccessMap = {
  Query: { checkItems: official },
  CheckItem: inheritedFields('code', 'label', 'severity', 'termValue', 'termUnit'),
};

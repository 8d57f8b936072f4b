import { Ctx, Field, FieldResolver, Int, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { openMemberFiles } from '../usecases/person/open-member-files.js';
import { type AccessMap, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { RentalHouse } from './rental-house.js';

export const PatrolSourceKind = enumOf('HOUSE', 'OWNER', 'MANAGER');
registerEnumType(PatrolSourceKind, {
  name: 'PatrolSourceKind',
  description: 'Whose conduct adds patrols to a house.',
  valuesConfig: {
    HOUSE: { description: 'That of the house: its tier.' },
    OWNER: { description: 'That of the owner (房主): his grade comes with him.' },
    MANAGER: { description: 'That of the manager (管理人), likewise.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Why a house is patrolled.' })
export class PatrolSource {
  @Field(() => PatrolSourceKind, { description: 'Whose grade it is.' })
  of!: 'HOUSE' | 'OWNER' | 'MANAGER';

  @Field(() => Int, { description: 'Patrols a month that follow from it.' })
  perMonth!: number;

  @Field(() => String, { nullable: true, description: 'Instrument and article that it rests on (法律依据).' })
  legalBasis!: string | null;

  subjectId!: string;
  /** `gradeCode` is a field of its own, with a rule. */
  grade!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Patrols of a rental house (巡查), besides its inspections.',
})
export class HousePatrols {
  @Field(() => Int, { description: 'Patrols a month: what follows from house, owner and manager together.' })
  perMonth!: number;

  @Field(() => Int, {
    description: 'Done this calendar month; several officers on one day make one patrol.',
  })
  doneThisMonth!: number;

  @Field(() => [PatrolSource], { description: 'What they follow from; empty where nothing adds patrols.' })
  sources!: readonly PatrolSource[];
}

@Resolver(() => PatrolSource)
export class PatrolSourceResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The grade in effect. That of a person is told for a stated purpose only (`x-purpose`) and the look is logged; null without one.',
  })
  async gradeCode(
    @Root() { of, subjectId, grade }: PatrolSource,
    @Ctx() context: Context,
  ): Promise<string | null> {
    const isTold = of === 'HOUSE' || (await openMemberFiles(context, [subjectId], 'RentalHouse.patrols'));
    return isTold ? grade : null;
  }
}

@Resolver(() => RentalHouse)
export class PatrolsOfHouseResolver {
  @FieldResolver(() => HousePatrols, {
    description:
      'How often the house is patrolled this month, and why: bad conduct of the house, its owner and its manager adds patrols (增加巡查).',
  })
  async patrols(@Root() { uuid }: RentalHouse, @Ctx() context: Context): Promise<HousePatrols> {
    const found = await context.loaders.patrols.load(uuid);
    const sources = found?.sources ?? [];
    return {
      perMonth: sources.reduce((total, { perMonth }) => total + perMonth, 0),
      doneThisMonth: found?.doneThisMonth ?? 0,
      sources: sources.map(({ gradeCode, ...source }) => ({ ...source, grade: gradeCode })),
    };
  }
}

export const patrolsOfHouseAccess: AccessMap = {
  RentalHouse: inheritedFields('patrols'),
  HousePatrols: inheritedFields('perMonth', 'doneThisMonth', 'sources'),
  PatrolSource: inheritedFields('of', 'perMonth', 'legalBasis', 'gradeCode'),
};

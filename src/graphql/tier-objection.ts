import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { overdueDays } from '../domain/inspection-schedule.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import {
  countObjections,
  listObjections,
  type ObjectionRow,
  type ObjectionState as State,
} from '../usecases/objection/list-objections.js';
import { findPerson } from '../usecases/person/find-person.js';
import { type AccessMap, allow, inherited, inheritedFields, official } from './access.js';
import { enumOf } from './enum-of.js';
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
import { Photo } from './photo.js';
import { loadRentalHouse, RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

export const ObjectionState = enumOf('OPEN', 'UPHELD', 'REJECTED', 'WITHDRAWN');
registerEnumType(ObjectionState, {
  name: 'ObjectionState',
  description: 'How far an objection has come.',
  valuesConfig: {
    OPEN: { description: 'Waits for an answer (处理中).' },
    UPHELD: { description: 'Found to be right, wholly or in part (异议成立).' },
    REJECTED: { description: 'Found not to be right (异议不成立).' },
    WITHDRAWN: { description: 'Taken back (已撤回).' },
  },
});

export const ObjectionSource = enumOf('OWNER', 'MANAGER', 'STATION');
registerEnumType(ObjectionSource, {
  name: 'ObjectionSource',
  description: 'How an objection came in.',
  valuesConfig: {
    OWNER: { description: 'From the owner (房主) himself.' },
    MANAGER: { description: 'From the manager (管理人) himself.' },
    STATION: { description: 'On paper; an officer has entered it (民警代录).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'An objection to the tier of a rental house (等级异议). It changes no tier by itself: officers correct the record, and the rating follows.',
})
export class TierObjection extends Node {
  @Field(() => String, { description: 'Code of the tier objected to.' })
  gradeCode!: string;

  @Field(() => String, { description: 'That tier in words.' })
  gradeLabel!: string;

  @Field(() => DateScalar, { description: 'First day of that tier.' })
  tierSince!: string;

  @Field(() => DateScalar, { description: 'The day on which it was filed.' })
  filedOn!: string;

  @Field(() => ObjectionSource, { description: 'How it came in.' })
  byRole!: ObjectionRow['byRole'];

  @Field(() => String, { description: 'Why the tier is held to be wrong.' })
  grounds!: string;

  @Field(() => [Photo], { description: 'Photos by reference.' })
  photos!: readonly Photo[];

  @Field(() => ObjectionState, { description: 'Open, decided or withdrawn.' })
  state!: State;

  @Field(() => DateScalar, { description: 'By when it must be answered (答复期限).' })
  answerDueOn!: string;

  @Field(() => Boolean, {
    description: 'True: the term runs into a year without a published calendar, so the day may still move.',
  })
  answerDueProvisional!: boolean;

  @Field(() => Int, { description: 'Days that an open objection has waited beyond that day; 0 otherwise.' })
  overdueDays!: number;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it was decided or withdrawn.' })
  decidedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Reasons of the decision.' })
  reasons!: string | null;

  @Field(() => String, { nullable: true, description: 'What will be corrected, of one that was upheld.' })
  correction!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who decided it or entered its withdrawal; for officials only.',
  })
  decidedBy!: string | null;

  row!: ObjectionRow;
}

export const TierObjectionConnection = connectionOf(TierObjection, 'TierObjection');

export function objectionOf(row: ObjectionRow, { locale, today }: Context): TierObjection {
  const { gradeCode, filedOn, byRole, grounds, photos, state, answerDueOn, answerDueProvisional } = row;
  const { decidedOn, decidedBy, reasons, correction } = row;
  return {
    id: globalId(ID.objection, row.id),
    ...{ gradeCode, filedOn, byRole, grounds, photos, state, answerDueOn, answerDueProvisional },
    ...{ decidedOn, decidedBy, reasons, correction },
    gradeLabel: locale === 'en' ? row.gradeEn : row.gradeZh,
    tierSince: row.tierSinceOn,
    overdueDays: state === 'OPEN' ? overdueDays(answerDueOn, today) : 0,
    row,
  };
}

/** An objection by its uuid, where the caller may know of it. */
export async function loadObjection(context: Context, uuid: string): Promise<TierObjection | null> {
  const row = await context.loaders.objection.load(uuid);
  return row === null ? null : objectionOf(row, context);
}

@Resolver(() => TierObjection)
export class TierObjectionResolver {
  @Query(() => TierObjectionConnection, {
    complexity: connectionCost,
    description: 'Objections to tiers of the jurisdiction, soonest answer due first.',
  })
  async tierObjections(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('state', () => ObjectionState, { nullable: true, description: 'Only those in this state.' })
    given?: State | null,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    const state = given ?? null;
    return connectionFor(request, await listObjections(context, state, request), {
      nodeOf: (row) => objectionOf(row, context),
      keysetOf: (row) => [row.answerDueOn, row.id],
      countAll: () => countObjections(context, state),
    });
  }

  @FieldResolver(() => RentalHouse, { nullable: true, description: 'The house; for officials only.' })
  house(@Root() { row }: TierObjection, @Ctx() context: Context): Promise<RentalHouse | null> {
    return loadRentalHouse(context, row.houseId);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Whose objection it is; for officials only.' })
  async objector(@Root() { row }: TierObjection, @Ctx() context: Context): Promise<Person | null> {
    const person = await findPerson(context, row.objectorId, 'TierObjection.objector');
    return person === null ? null : personOf(person);
  }
}

@Resolver(() => RentalHouse)
export class DisputedTierResolver {
  @FieldResolver(() => Boolean, {
    description: 'True while an objection to the tier waits for an answer (等级异议处理中).',
  })
  tierDisputed(@Root() { uuid }: RentalHouse, @Ctx() context: Context): Promise<boolean> {
    return context.loaders.isDisputed.load(uuid);
  }
}

export const tierObjectionAccess: AccessMap = {
  Query: { tierObjections: allow('STATION_OFFICER', 'AUDITOR') },
  RentalHouse: { tierDisputed: inherited },
  TierObjection: {
    ...inheritedFields(
      'id',
      'gradeCode',
      'gradeLabel',
      'tierSince',
      'filedOn',
      'byRole',
      'grounds',
      'photos',
    ),
    ...inheritedFields('state', 'answerDueOn', 'answerDueProvisional', 'overdueDays', 'decidedOn', 'reasons'),
    correction: inherited,
    decidedBy: official,
    house: official,
    objector: official,
  },
  ...connectionAccess('TierObjection'),
};

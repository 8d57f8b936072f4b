import { Arg, Args, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { ID, globalId } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { findHousehold } from '../usecases/household/find-household.js';
import { countHouseholds, listHouseholds } from '../usecases/household/list-households.js';
import type { HouseholdRow } from '../usecases/loaders.js';
import { findPerson } from '../usecases/person/find-person.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Person, personOf } from './person.js';
import { RegionCodeScalar } from './scalars.js';
import { CreditSubject, creditSubjectFields } from './subject.js';

@ObjectType({
  implements: CreditSubject,
  simpleResolvers: true,
  description:
    'A household (家庭户), known by its number in the register of its village. Points schemes may rate it by its members; points are incentives only.',
})
export class Household extends CreditSubject {
  @Field(() => String, {
    description: 'Number in the village register (户号); another village may use it, too.',
  })
  registerCode!: string;
}

export const HouseholdConnection = connectionOf(Household, 'Household');

export function householdOf({ id, regionCode, status, registerCode }: HouseholdRow): Household {
  return { uuid: id, id: globalId(ID.household, id), regionCode, status, registerCode };
}

/** A household by its uuid, inside the caller's jurisdiction. */
export async function loadHousehold(context: Context, uuid: string): Promise<Household | null> {
  const row = await context.loaders.household.load(uuid);
  return row === null ? null : householdOf(row);
}

@Resolver(() => Household)
export class HouseholdResolver {
  @Query(() => Household, {
    nullable: true,
    description: 'A household of the jurisdiction by its number in the register of its village.',
  })
  async household(
    @Arg('regionCode', () => RegionCodeScalar, { description: 'The village (12 digits).' })
    regionCode: string,
    @Arg('registerCode', () => String, { description: 'Number in its register.' })
    registerCode: string,
    @Ctx() context: Context,
  ) {
    const row = await findHousehold(context, regionCode, registerCode);
    return row === null ? null : householdOf(row);
  }

  @Query(() => HouseholdConnection, {
    complexity: connectionCost,
    description: 'Households of the jurisdiction, by village and number in its register.',
  })
  async households(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('regionCode', () => RegionCodeScalar, {
      nullable: true,
      description: 'Inside this region; all when absent.',
    })
    regionCode?: string | null,
  ) {
    const request = pageRequest(page, ['string', 'string']);
    const region = regionCode ?? null;
    return connectionFor(request, await listHouseholds(context, region, request), {
      nodeOf: householdOf,
      keysetOf: (row) => [row.regionCode, row.registerCode],
      countAll: () => countHouseholds(context, region),
    });
  }

  @FieldResolver(() => [Person], {
    complexity: ({ childComplexity }) => 1 + 5 * childComplexity,
    description:
      'Present members (家庭成员), longest first. Masked unless the role and the stated purpose (`x-purpose`) allow.',
  })
  async members(@Root() { uuid }: Household, @Ctx() context: Context): Promise<Person[]> {
    const members = await context.loaders.members.load(uuid);
    const persons = await Promise.all(
      members.map(({ personId }) => findPerson(context, personId, 'Household.members')),
    );
    return persons.filter((person) => person !== null).map(personOf);
  }
}

const clerkAndOversight = allow('CREDIT_CLERK', 'AUDITOR');

export const householdAccess: AccessMap = {
  Query: { household: clerkAndOversight, households: clerkAndOversight },
  Household: { ...creditSubjectFields, ...inheritedFields('registerCode', 'members') },
  ...connectionAccess('Household'),
};

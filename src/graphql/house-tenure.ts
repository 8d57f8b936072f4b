import { Ctx, Field, FieldResolver, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { findPerson } from '../usecases/person/find-person.js';
import { type AccessMap, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { Person, personOf } from './person.js';
import { RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

export const HouseRoleEnum = enumOf('OWNER', 'MANAGER');
registerEnumType(HouseRoleEnum, {
  name: 'HouseRole',
  description: 'In what role somebody answers for a rental house.',
  valuesConfig: {
    OWNER: { description: 'Owner (房主).' },
    MANAGER: { description: 'Manager (管理人).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A time in which somebody owned or managed a rental house (产权与管理关系).',
})
export class HouseTenure {
  @Field(() => HouseRoleEnum, { description: 'Owner or manager.' })
  role!: 'OWNER' | 'MANAGER';

  @Field(() => DateScalar, { description: 'From this day on.' })
  fromOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which he no longer answered for the house; null: he still does.',
  })
  toOn!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it began; null where it began with the registration of the house.',
  })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the contract or deed that it rests on, if given.',
  })
  documentNumber!: string | null;

  personId!: string;
}

@Resolver(() => HouseTenure)
export class HouseTenureResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'Who it was, masked unless the role and the stated purpose allow; null for somebody who no longer has anything to do with the jurisdiction.',
  })
  async person(@Root() { personId }: HouseTenure, @Ctx() context: Context): Promise<Person | null> {
    const person = await findPerson(context, personId, 'RentalHouse.tenures');
    return person === null ? null : personOf(person);
  }
}

@Resolver(() => RentalHouse)
export class TenuresOfHouseResolver {
  @FieldResolver(() => [HouseTenure], {
    description: 'Who owned and who managed the house: owners before managers, the present one first.',
  })
  tenures(@Root() { uuid }: RentalHouse, @Ctx() context: Context): Promise<HouseTenure[]> {
    return context.loaders.tenures.load(uuid);
  }
}

export const houseTenureAccess: AccessMap = {
  HouseTenure: inheritedFields('role', 'fromOn', 'toOn', 'reason', 'documentNumber', 'person'),
  RentalHouse: inheritedFields('tenures'),
};

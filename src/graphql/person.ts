import { Args, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { openPersonFile } from '../usecases/person/open-person-file.js';
import type { Person as PersonShown } from '../usecases/steps/reveal-persons.js';
import { type AccessMap, inheritedFields } from './access.js';
import { CreditRecordConnection, recordOf } from './credit-record.js';
import { ID, globalId } from '../http/global-id.js';
import { MomentArguments } from './moment.js';
import { Node } from './node.js';
import { connectionCost, connectionFor, PageArguments, pageRequest } from './paging.js';
import { Rating } from './rating.js';
import { ratingsOf, treatmentsOf } from './subject.js';
import { TreatmentObject } from './treatment.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A natural person in a role, such as the owner (房主) or manager (管理人) of a rental house, a lawyer or a member of a household. Masked unless the role and the stated purpose (`x-purpose`) allow; each look-up in clear is logged.',
})
export class Person extends Node {
  @Field(() => String, { description: 'Name, or its first character and asterisks.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Phone number, or its ends and asterisks.' })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'Citizen number; always masked.' })
  citizenNumber!: string | null;

  @Field(() => Boolean, { description: 'Whether name and phone are masked.' })
  masked!: boolean;

  uuid!: string;
}

@InputType({ description: 'A natural person as he is registered.' })
export class PersonInput {
  @Field(() => String, { description: 'Full name, at most 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Phone number, at most 20 characters.' })
  phone?: string | null;

  @Field(() => String, { description: 'Citizen number (公民身份号码, GB 11643); the person is known by it.' })
  citizenNumber!: string;
}

export function personOf(person: PersonShown): Person {
  return { ...person, uuid: person.id, id: globalId(ID.person, person.id) };
}

/**
 * Not a `CreditSubject`: where somebody lives and whether he is still on file is told to nobody by the way, and his file is only
 * opened for a stated purpose.
 */
@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => [Rating], {
    description:
      'Ratings that the caller may see, today or as of a day and a moment of knowledge. Needs a stated purpose (`x-purpose`, 用途); each look is logged.',
  })
  async ratings(
    @Root() { uuid }: Person,
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
  ): Promise<Rating[]> {
    await openPersonFile(context, uuid, 'Person.ratings');
    return ratingsOf(context, uuid, moment);
  }

  @FieldResolver(() => [TreatmentObject], {
    complexity: ({ childComplexity }) => 10 + 10 * childComplexity,
    description:
      'What applies to the person and why (分级措施), today or as of a day and a moment of knowledge. Needs a stated purpose (`x-purpose`); each look is logged.',
  })
  async treatments(
    @Root() { uuid }: Person,
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
  ): Promise<TreatmentObject[]> {
    await openPersonFile(context, uuid, 'Person.treatments');
    return treatmentsOf(context, uuid, moment);
  }

  @FieldResolver(() => CreditRecordConnection, {
    complexity: connectionCost,
    description: 'The credit file, newest first. Needs a stated purpose (`x-purpose`); each look is logged.',
  })
  async records(
    @Root() { uuid }: Person,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    await openPersonFile(context, uuid, 'Person.records');
    return connectionFor(request, await context.loaders.records(request).load(uuid), {
      nodeOf: (row) => recordOf(row, context.locale),
      keysetOf: (row) => [row.occurredOn, row.id],
      countAll: () => context.loaders.recordCount.load(uuid),
    });
  }
}

export const personAccess: AccessMap = {
  Person: inheritedFields(
    'id',
    'name',
    'phone',
    'citizenNumber',
    'masked',
    'ratings',
    'treatments',
    'records',
  ),
};

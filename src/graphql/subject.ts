import { Args, Ctx, Field, FieldResolver, InterfaceType, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { listRatings } from '../usecases/subject/list-ratings.js';
import { listTreatments } from '../usecases/subject/list-treatments.js';
import { type AccessMap, inheritedFields } from './access.js';
import { CreditRecordConnection, recordOf } from './credit-record.js';
import { Node } from './node.js';
import { connectionCost, connectionFor, PageArguments, pageRequest } from './paging.js';
import { MomentArguments, momentOf } from './moment.js';
import { Rating, ratingOf } from './rating.js';
import { RegionCodeScalar } from './scalars.js';
import { TreatmentObject, treatmentOf } from './treatment.js';

@ObjectType({ simpleResolvers: true, description: 'A division of the country (行政区划).' })
export class Region {
  @Field(() => RegionCodeScalar, { description: 'GB/T 2260 code.' })
  code!: string;

  @Field(() => String, { description: 'Official name.' })
  name!: string;
}

/** What every supervised subject has in common; rows keep their uuid for what is looked up behind them. */
@InterfaceType({
  implements: Node,
  description:
    'A subject of credit supervision (信用主体): it has a credit file of records and is rated by sectors.',
})
export abstract class CreditSubject extends Node {
  @Field(() => RegionCodeScalar, { description: 'Where the subject belongs (GB/T 2260).' })
  regionCode!: string;

  @Field(() => String, { description: 'ACTIVE, DEREGISTERED (注销) or REVOKED (吊销).' })
  status!: string;

  uuid!: string;
}

/** Fields of `CreditSubject`, for the access maps of the types that implement it. */
export const creditSubjectFields = inheritedFields(
  'id',
  'regionCode',
  'region',
  'status',
  'ratings',
  'treatments',
  'records',
);

@Resolver(() => CreditSubject)
export class CreditSubjectResolver {
  @FieldResolver(() => Region, { nullable: true, description: 'The region with its name.' })
  region(@Root() { regionCode }: CreditSubject, @Ctx() context: Context): Promise<Region | null> {
    return context.loaders.region.load(regionCode);
  }

  @FieldResolver(() => [Rating], {
    description:
      'Ratings that the caller may see, today or as of a day and a moment of knowledge. Credit risk classes stay with the regulators of their sector.',
  })
  async ratings(
    @Root() { uuid }: CreditSubject,
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
  ): Promise<Rating[]> {
    return ratingsOf(context, uuid, moment);
  }

  @FieldResolver(() => [TreatmentObject], {
    complexity: ({ childComplexity }) => 10 + 10 * childComplexity,
    description:
      'What applies to the subject and why (分级措施): what the grades that the caller may see lead to, today or as of a day and a moment of knowledge.',
  })
  async treatments(
    @Root() { uuid }: CreditSubject,
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
  ): Promise<TreatmentObject[]> {
    return treatmentsOf(context, uuid, moment);
  }

  @FieldResolver(() => CreditRecordConnection, {
    complexity: connectionCost,
    description:
      'The credit file (信用档案), newest first. Records of a rental house only inside the jurisdiction.',
  })
  async records(
    @Root() { uuid }: CreditSubject,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    const records = await context.loaders.records(request).load(uuid);
    return connectionFor(request, records, {
      nodeOf: (row) => recordOf(row, context.locale),
      keysetOf: (row) => [row.occurredOn, row.id],
      countAll: () => context.loaders.recordCount.load(uuid),
    });
  }
}

/** Ratings of a subject as of a moment, for every type that has some. */
export async function ratingsOf(context: Context, uuid: string, args: MomentArguments): Promise<Rating[]> {
  const moment = momentOf(args);
  const rows = await listRatings(context, uuid, moment);
  return rows.map((row) => ratingOf(uuid, row, { locale: context.locale, moment }));
}

/** What follows from them. */
export async function treatmentsOf(
  context: Context,
  uuid: string,
  moment: MomentArguments,
): Promise<TreatmentObject[]> {
  const rows = await listTreatments(context, uuid, momentOf(moment));
  return rows.map((row) => treatmentOf(row, context.locale));
}

export const subjectAccess: AccessMap = { Region: inheritedFields('code', 'name') };

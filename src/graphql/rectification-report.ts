import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { globalId, ID, parseGlobalId } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { findPerson } from '../usecases/person/find-person.js';
import { countReports, listReports, type ReportRow } from '../usecases/rectification-report/list-reports.js';
import { reportRectification } from '../usecases/rectification-report/report-rectification.js';
import { type AccessMap, allow, inherited, inheritedFields, official } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Hazard, loadHazards } from './hazard.js';
import { uuidIn } from './ids.js';
import { Node } from './node.js';
import { ObjectorRole } from './objection-acts.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Person, personOf } from './person.js';
import { Photo, PhotoInput } from './photo.js';
import { loadRentalHouse, RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What an owner or manager says he has put right (自报整改). It closes no hazard and changes no rating: it asks for a re-visit.',
})
export class RectificationReport extends Node {
  @Field(() => IdType, { description: 'The hazard.' })
  hazardId!: string;

  @Field(() => DateScalar, { description: 'The day on which it was reported.' })
  reportedOn!: string;

  @Field(() => ObjectorRole, { description: 'Whether the owner or the manager reported it.' })
  byRole!: ReportRow['byRole'];

  @Field(() => String, { description: 'What was done.' })
  note!: string;

  @Field(() => [Photo], { description: 'Photos by reference.' })
  photos!: readonly Photo[];

  @Field(() => Boolean, {
    description: 'True once officers have closed the hazard or found it not put right after the report.',
  })
  answered!: boolean;

  row!: ReportRow;
}

export const RectificationReportConnection = connectionOf(RectificationReport, 'RectificationReport');

export function reportOf(row: ReportRow): RectificationReport {
  const { reportedOn, byRole, note, photos } = row;
  return {
    id: globalId(ID.report, row.id),
    hazardId: globalId(ID.hazard, row.hazardId),
    ...{ reportedOn, byRole, note, photos },
    answered: row.answered === 1,
    row,
  };
}

@InputType({ description: 'A hazard that its owner or manager says he has put right.' })
export class ReportRectificationInput extends Act {
  @Field(() => IdType, { description: "The hazard, of one of the caller's own houses." })
  hazardId!: string;

  @Field(() => String, { description: 'What was done, at most 1,000 characters.' })
  note!: string;

  @Field(() => [PhotoInput], { nullable: true, description: 'At most 20 photos.' })
  photos?: PhotoInput[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a report.' })
export class ReportRectificationPayload extends Payload {
  @Field(() => RectificationReport, { nullable: true, description: 'The report.' })
  report?: RectificationReport | null;
}

@Resolver(() => RectificationReport)
export class RectificationReportResolver {
  @Query(() => RectificationReportConnection, {
    complexity: connectionCost,
    description:
      'Reports of rectification of the jurisdiction: the unanswered first, of each the oldest first.',
  })
  async rectificationReports(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('answered', () => Boolean, { nullable: true, description: 'Only those that are answered, or not.' })
    given?: boolean | null,
  ) {
    const request = pageRequest(page, ['number', 'date', 'uuid']);
    const answered = given ?? null;
    return connectionFor(request, await listReports(context, answered, request), {
      nodeOf: reportOf,
      keysetOf: (row) => [row.answered, row.reportedOn, row.id],
      countAll: () => countReports(context, answered),
    });
  }

  @Mutation(() => ReportRectificationPayload, {
    description:
      'Reports that a hazard has been put right. It closes nothing and changes no rating: it asks the station to look again. At most ten reports of one hazard.',
  })
  async reportRectification(
    @Arg('input', () => ReportRectificationInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: ReportRectificationInput,
    @Ctx() context: Context,
  ) {
    const hazardId = uuidIn(input.hazardId, ID.hazard);
    return payloadOf(
      context,
      await reportRectification(context, { ...input, hazardId }),
      async ({ reportId }) => {
        const row = await context.loaders.report.load(reportId);
        return { report: row === null ? null : reportOf(row) };
      },
    );
  }

  @FieldResolver(() => Hazard, { nullable: true, description: 'The hazard itself; for officials only.' })
  async hazard(@Root() { row }: RectificationReport, @Ctx() context: Context): Promise<Hazard | null> {
    const [hazard] = await loadHazards(context, [row.hazardId]);
    return hazard ?? null;
  }

  @FieldResolver(() => RentalHouse, { nullable: true, description: 'The house; for officials only.' })
  house(@Root() { row }: RectificationReport, @Ctx() context: Context): Promise<RentalHouse | null> {
    return loadRentalHouse(context, row.houseId);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who reported it; for officials only.' })
  async reporter(@Root() { row }: RectificationReport, @Ctx() context: Context): Promise<Person | null> {
    const person = await findPerson(context, row.reporterId, 'RectificationReport.reporter');
    return person === null ? null : personOf(person);
  }
}

@Resolver(() => Hazard)
export class HazardReportsResolver {
  @FieldResolver(() => [RectificationReport], {
    complexity: ({ childComplexity }) => 1 + 10 * childComplexity,
    description: 'What owners and managers have reported about it (自报整改), newest first; ten at most.',
  })
  async reports(@Root() { id }: Hazard, @Ctx() context: Context): Promise<RectificationReport[]> {
    const uuid = parseGlobalId(id, ID.hazard)?.uuid ?? '';
    return (await context.loaders.reportsOfHazard.load(uuid)).map(reportOf);
  }
}

export const rectificationReportAccess: AccessMap = {
  Query: { rectificationReports: allow('STATION_OFFICER', 'AUDITOR') },
  Mutation: { reportRectification: allow('RESIDENT') },
  Hazard: { reports: inherited },
  RectificationReport: {
    ...inheritedFields('id', 'hazardId', 'reportedOn', 'byRole', 'note', 'photos', 'answered'),
    ...{ hazard: official, house: official, reporter: official },
  },
  ReportRectificationPayload: { ...payloadFields, report: inherited },
  ...connectionAccess('RectificationReport'),
};

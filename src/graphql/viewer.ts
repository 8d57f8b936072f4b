import { Ctx, Field, ID as IdType, ObjectType, Query, Resolver } from 'type-graphql';
import { actorOf, type Context, ROLES } from '../usecases/context.js';
import { listColleagues } from '../usecases/officer/list-colleagues.js';
import { type AccessMap, inheritedFields, official, signedIn } from './access.js';
import { ID, globalId } from '../http/global-id.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'An officer of the same office.' })
export class Colleague {
  @Field(() => IdType, { description: 'Opaque; the second officer of an inspection is named by it.' })
  id!: string;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => [String], { description: 'Roles, such as STATION_OFFICER or AUXILIARY.' })
  roles!: readonly string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'The signed-in officer: person, office, roles and jurisdiction.',
})
export class Viewer {
  @Field(() => IdType, { description: 'Opaque.' })
  id!: string;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Name of the office.' })
  officeName!: string;

  @Field(() => [String], {
    description: `Roles: ${Object.entries(ROLES)
      .map(([code, zh]) => `${code} (${zh})`)
      .join(', ')}.`,
  })
  roles!: readonly string[];

  @Field(() => [RegionCodeScalar], { description: 'Roots of the region subtrees of the office.' })
  regionCodes!: readonly string[];

  @Field(() => [String], { description: 'Sectors the office regulates.' })
  sectors!: readonly string[];

  @Field(() => [String], { description: 'Approval fields of the office.' })
  approvalFields!: readonly string[];

  @Field(() => DateScalar, {
    description: "Today's civil date in Asia/Shanghai, as every due date is counted.",
  })
  today!: string;
}

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who is signed in.' })
  viewer(@Ctx() context: Context): Viewer {
    const { officerId, officerName, officeName, roles, regionCodes, sectors, approvalFields } =
      actorOf(context);
    const id = globalId(ID.officer, officerId);
    return {
      id,
      name: officerName,
      officeName,
      roles,
      regionCodes,
      sectors,
      approvalFields,
      today: context.today,
    };
  }

  @Query(() => [Colleague], { description: "Active officers of the caller's own office." })
  async colleagues(@Ctx() context: Context): Promise<Colleague[]> {
    const officers = await listColleagues(context);
    return officers.map(({ officerId, officerName, roles }) => ({
      id: globalId(ID.officer, officerId),
      name: officerName,
      roles,
    }));
  }
}

export const viewerAccess: AccessMap = {
  Query: { viewer: signedIn, colleagues: official },
  Viewer: inheritedFields(
    'id',
    'name',
    'officeName',
    'roles',
    'regionCodes',
    'sectors',
    'approvalFields',
    'today',
  ),
  Colleague: inheritedFields('id', 'name', 'roles'),
};

import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { codeSvg } from '../http/code-svg.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { RentalHouse } from './rental-house.js';

/** Drawing a code takes about a millisecond. */
const CODE_COST = 5;

@ObjectType({
  simpleResolvers: true,
  description:
    'The code for the door plate of a house (房屋二维码). Nobody can tell it from the address, nor the address from it.',
})
export class HouseCode {
  @Field(() => String, { description: 'The public address that it says.' })
  url!: string;

  @Field(() => String, { description: 'The code as a QR picture in SVG, to be printed.' })
  svg!: string;
}

@Resolver(() => RentalHouse)
export class HouseCodeResolver {
  @FieldResolver(() => HouseCode, {
    nullable: true,
    complexity: ({ childComplexity }) => CODE_COST + childComplexity,
    description:
      'The code for the door plate; null as long as the service has not been told its public address.',
  })
  async houseCode(@Root() { row }: RentalHouse, @Ctx() { publicUrl }: Context): Promise<HouseCode | null> {
    if (publicUrl === null) return null;
    const url = `${publicUrl}/h/${row.publicCode}`;
    return { url, svg: await codeSvg(url) };
  }
}

export const houseCodeAccess: AccessMap = {
  RentalHouse: { houseCode: allow('STATION_OFFICER') },
  HouseCode: inheritedFields('url', 'svg'),
};

import { Ctx, Field, FieldResolver, Int, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import { AREA_KINDS } from '../domain/visit.js';
import type { Context } from '../usecases/context.js';
import type { InspectionRow, VisitDetails } from '../usecases/loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { ID, globalId } from '../http/global-id.js';
import { Node } from './node.js';
import { connectionAccess, connectionOf } from './paging.js';
import { Photo } from './photo.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

export const AreaKind = enumOf(...AREA_KINDS);
registerEnumType(AreaKind, {
  name: 'AreaKind',
  description: 'Where officers were, and by which right (检查区域).',
  valuesConfig: {
    PUBLIC_AREA: { description: 'Corridors, stairs, yards and other public areas (公共区域).' },
    ROOM_WITH_CONSENT: { description: "A room, with its tenant's consent on record (经承租人同意)." },
    ROOM_WITH_CERTIFICATE: { description: 'A room, with an inspection certificate (持检查证).' },
    ROOM_REFUSED: {
      description:
        'A room that its tenant kept closed (承租人拒绝); it speaks against nobody, the landlord least of all.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A place where the officers were, or could not go in.' })
export class InspectedArea {
  @Field(() => AreaKind, { description: 'Where, and by which right.' })
  kind!: (typeof AREA_KINDS)[number];

  @Field(() => String, { nullable: true, description: 'The room; null in public areas.' })
  room!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the consent is on record.' })
  consentReference!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the inspection certificate.' })
  certificateNumber!: string | null;

  @Field(() => [String], { description: 'Auxiliaries (辅警) who assisted there.' })
  auxiliaryNames!: readonly string[];
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A carried-out inspection of a rental house by two officers (检查记录).',
})
export class Inspection extends Node {
  @Field(() => DateScalar, { description: 'Day of the visit.' })
  inspectedOn!: string;

  @Field(() => String, { description: 'The officer who recorded it.' })
  officerName!: string;

  @Field(() => String, { description: 'The second officer present.' })
  secondOfficerName!: string;

  @Field(() => Int, { description: 'Number of findings.' })
  findingCount!: number;

  @Field(() => String, { nullable: true, description: 'Remark of the officers.' })
  note!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded here.' })
  recordedAt!: string;

  uuid!: string;
}

export const InspectionConnection = connectionOf(Inspection, 'Inspection');

export function inspectionOf(row: InspectionRow): Inspection {
  return {
    id: globalId(ID.inspection, row.id),
    inspectedOn: row.inspectedOn,
    officerName: row.officerName,
    secondOfficerName: row.secondOfficerName,
    findingCount: row.findingCount,
    note: row.note,
    recordedAt: row.recordedAt,
    uuid: row.id,
  };
}

@Resolver(() => Inspection)
export class InspectionResolver {
  @FieldResolver(() => [String], { description: 'Further officers present.' })
  async otherOfficerNames(@Root() root: Inspection, @Ctx() context: Context) {
    return (await detailsOf(root, context)).otherOfficerNames;
  }

  @FieldResolver(() => [InspectedArea], {
    description:
      'Where the officers were: public areas, rooms with consent and rooms with a certificate apart.',
  })
  async areas(@Root() root: Inspection, @Ctx() context: Context) {
    return (await detailsOf(root, context)).areas;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Number of the body camera (执法记录仪) that ran.',
  })
  async recorderNumber(@Root() root: Inspection, @Ctx() context: Context) {
    return (await detailsOf(root, context)).recorderNumber;
  }

  @FieldResolver(() => [String], { description: 'Codes of the check items that were looked at.' })
  async checkedItems(@Root() root: Inspection, @Ctx() context: Context) {
    return (await detailsOf(root, context)).checkedItems;
  }

  @FieldResolver(() => [Photo], { description: 'Photos of the visit.' })
  async photos(@Root() root: Inspection, @Ctx() context: Context) {
    return (await detailsOf(root, context)).photos;
  }
}

async function detailsOf({ uuid }: Inspection, { loaders }: Context): Promise<VisitDetails> {
  const details = await loaders.visitDetails.load(uuid);
  if (details === null) throw new Error(`Inspection ${uuid} is gone.`);
  return details;
}

export const inspectionAccess: AccessMap = {
  Inspection: inheritedFields(
    'id',
    'inspectedOn',
    'officerName',
    'secondOfficerName',
    'findingCount',
    'note',
    'recordedAt',
    'otherOfficerNames',
    'areas',
    'recorderNumber',
    'checkedItems',
    'photos',
  ),
  InspectedArea: inheritedFields('kind', 'room', 'consentReference', 'certificateNumber', 'auxiliaryNames'),
  ...connectionAccess('Inspection'),
};

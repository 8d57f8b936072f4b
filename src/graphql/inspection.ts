import { Field, Int, ObjectType } from 'type-graphql';
import type { InspectionRow } from '../usecases/loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { ID, globalId } from '../http/global-id.js';
import { Node } from './node.js';
import { connectionAccess, connectionOf } from './paging.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

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
  };
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
  ),
  ...connectionAccess('Inspection'),
};

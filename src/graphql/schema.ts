import 'reflect-metadata';
import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { type AccessMap, inheritedFields, withAccess } from './access.js';
import { checkFeedbackAccess } from './check-feedback.js';
import { creditAnswerAccess } from './credit-answer.js';
import { checkItemAccess, CheckItemResolver } from './check-item.js';
import { creditCheckAccess, CreditCheckResolver } from './credit-check.js';
import { creditRecordAccess } from './credit-record.js';
import { drawAccess, DrawResolver } from './draw.js';
import { drawnObjectAccess, DrawnObjectResolver } from './drawn-object.js';
import { enterpriseAccess, EnterpriseResolver, LawFirm } from './enterprise.js';
import { hazardAccess } from './hazard.js';
import { typeNameOf } from './ids.js';
import { inspectionAccess } from './inspection.js';
import { jobAccess, JobResolver } from './job.js';
import { nodeAccess, NodeResolver } from './find-node.js';
import { pageInfoAccess } from './paging.js';
import { personAccess } from './person.js';
import { ratingAccess, RatingResolver } from './rating.js';
import { takeWhatWasRead } from './read-ahead.js';
import { recordInspectionAccess, RecordInspectionResolver } from './record-inspection.js';
import { recordRectificationAccess, RecordRectificationResolver } from './record-rectification.js';
import { rentalHouseAccess, RentalHouseResolver } from './rental-house.js';
import { spotCheckRatioAccess, SpotCheckRatioResolver } from './spot-check-ratio.js';
import { CreditSubjectResolver, subjectAccess } from './subject.js';
import { viewerAccess, ViewerResolver } from './viewer.js';
import { worklistAccess, WorklistResolver } from './worklist.js';

/** Who may read what: every field of the schema stands in exactly one of these maps, or the service does not start. */
export const accessMaps: readonly AccessMap[] = [
  checkFeedbackAccess,
  creditAnswerAccess,
  checkItemAccess,
  creditCheckAccess,
  creditRecordAccess,
  drawAccess,
  drawnObjectAccess,
  enterpriseAccess,
  hazardAccess,
  inspectionAccess,
  jobAccess,
  nodeAccess,
  pageInfoAccess,
  personAccess,
  ratingAccess,
  recordInspectionAccess,
  recordRectificationAccess,
  rentalHouseAccess,
  spotCheckRatioAccess,
  subjectAccess,
  viewerAccess,
  worklistAccess,
  { UserError: inheritedFields('code', 'message', 'field') },
];

/** The schema as integrators read it, without the access rules. */
export function buildAppSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      CheckItemResolver,
      CreditCheckResolver,
      CreditSubjectResolver,
      DrawnObjectResolver,
      DrawResolver,
      EnterpriseResolver,
      JobResolver,
      NodeResolver,
      RatingResolver,
      RecordInspectionResolver,
      RecordRectificationResolver,
      RentalHouseResolver,
      SpotCheckRatioResolver,
      ViewerResolver,
      WorklistResolver,
    ],
    orphanedTypes: [LawFirm],
    validate: false,
  });
  return takeWhatWasRead(tellTypesById(schema));
}

/** Rows are plain objects, and the kind of each stands in its id; TypeGraphQL would look for instances of classes. */
function tellTypesById(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()))
    if (isInterfaceType(type)) type.resolveType = typeNameOf;
  return schema;
}

/** The schema as it is served: nothing can be read but what the access maps allow. */
export function buildGuardedSchema(): GraphQLSchema {
  return withAccess(buildAppSchema(), accessMaps);
}

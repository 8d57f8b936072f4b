import 'reflect-metadata';
import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { type AccessMap, inheritedFields, withAccess } from './access.js';
import { addRecordAccess, AddRecordResolver } from './add-record.js';
import { alarmCountAccess, AlarmCountResolver } from './alarm-count.js';
import { approvalAccess, approvalResolvers } from './approvals.js';
import { calendarFeedAccess, CalendarFeedResolver } from './calendar-feed.js';
import { changeHandsAccess, ChangeHandsResolver } from './change-hands.js';
import { checkItemAccess, CheckItemResolver } from './check-item.js';
import { correctionOrderAccess, CorrectionOrderResolver } from './correction-order.js';
import { creditRecordAccess } from './credit-record.js';
import { decideGradeChangeAccess, DecideGradeChangeResolver } from './decide-grade-change.js';
import { draftActsAccess, DraftActsResolver } from './draft-acts.js';
import { draftAccess, DraftResolver } from './draft.js';
import { drawActsAccess, DrawActsResolver } from './draw-acts.js';
import { drawAccess, DrawResolver } from './draw.js';
import { drawnObjectAccess, DrawnObjectResolver } from './drawn-object.js';
import { dutyDayAccess, DutyDayResolver } from './duty-day.js';
import { endRecordAccess, EndRecordResolver } from './end-record.js';
import {
  enterpriseInspectionsAccess,
  EnterpriseInspectionsResolver,
  OverdueInspectionResolver,
} from './enterprise-inspections.js';
import { enterpriseAccess, EnterpriseResolver, LawFirm, LawFirmResolver } from './enterprise.js';
import { fairnessAccess, FairnessResolver } from './fairness.js';
import { nodeAccess, NodeResolver } from './find-node.js';
import { FOLLOW_UP_RESOLVERS, followUpAccess } from './follow-up.js';
import { GradeChangeResolver } from './grade-change-details.js';
import { gradeChangeAccess } from './grade-change.js';
import { hazardAccess, HazardResolver } from './hazard.js';
import { heldRatingAccess, HeldRatingResolver } from './held-rating.js';
import { houseCodeAccess, HouseCodeResolver } from './house-code.js';
import { houseGridAccess, HouseGridResolver } from './house-grid.js';
import { houseTenureAccess, HouseTenureResolver, TenuresOfHouseResolver } from './house-tenure.js';
import { householdActsAccess, HouseholdActsResolver } from './household-acts.js';
import { householdAccess, HouseholdResolver } from './household.js';
import { housesOfPersonAccess, HousesOfPersonResolver } from './houses-of-person.js';
import { typeNameOf } from './ids.js';
import { inspectionForecastAccess, InspectionForecastResolver } from './inspection-forecast.js';
import { inspectionItemAccess, InspectionItemResolver } from './inspection-item.js';
import { inspectionObjectAccess, InspectionObjectResolver } from './inspection-object.js';
import { inspectionRuleAccess, InspectionRuleResolver } from './inspection-rule.js';
import { inspectionTeamAccess, InspectionTeamResolver } from './inspection-team.js';
import { inspectionAccess, InspectionResolver } from './inspection.js';
import { inspectorActsAccess, InspectorActsResolver } from './inspector-acts.js';
import { inspectorAccess, InspectorConflictResolver, InspectorResolver } from './inspector.js';
import { jobAccess, JobResolver } from './job.js';
import { listProposalAccess, ListProposalResolver } from './list-proposal.js';
import { LIST_RESOLVERS, listAccess } from './lists.js';
import { noticeAccess, NoticeResolver } from './notice.js';
import { objectionActsAccess, ObjectionActsResolver } from './objection-acts.js';
import { ownRatingAccess, OwnRatingResolver } from './own-rating.js';
import { ownRentalHouseAccess, OwnRentalHouseResolver } from './own-rental-house.js';
import { pageInfoAccess } from './paging.js';
import { pathToNextGradeAccess, PathToNextGradeResolver } from './path-to-next-grade.js';
import { patrolAccess, PatrolResolver } from './patrol.js';
import { patrolsOfHouseAccess, PatrolsOfHouseResolver, PatrolSourceResolver } from './patrols-of-house.js';
import { penaltyTransferAccess, PenaltyTransferResolver } from './penalty-transfer.js';
import { personAccess, PersonResolver } from './person.js';
import { photoAccess } from './photo.js';
import { pictureMonthAccess, PictureMonthResolver } from './picture-month.js';
import { planActsAccess, PlanActsResolver } from './plan-acts.js';
import { policyAccess, PolicyResolver } from './policy.js';
import { publicationAccess, PublicationResolver } from './publication.js';
import { publishedSpotCheckAccess, PublishedSpotCheckResolver } from './published-spot-check.js';
import { ratingOutlookAccess, RatingOutlookResolver } from './rating-outlook.js';
import { ratingAccess, RatingResolver } from './rating.js';
import { ratioPreviewAccess, RatioPreviewResolver } from './ratio-preview.js';
import { ratioProposalAccess, RatioProposalResolver } from './ratio-proposal.js';
import { takeWhatWasRead } from './read-ahead.js';
import { changedRatingAccess } from './record-effect.js';
import { recordInspectionAccess, RecordInspectionResolver } from './record-inspection.js';
import { recordRectificationAccess, RecordRectificationResolver } from './record-rectification.js';
import {
  HazardReportsResolver,
  rectificationReportAccess,
  RectificationReportResolver,
} from './rectification-report.js';
import { rentalHouseAccess, RentalHouseResolver } from './rental-house.js';
import { roundAccess, RoundResolver } from './round.js';
import { simulationAccess, SimulationResolver } from './simulation.js';
import { spotCheckLimitAccess, SpotCheckLimitResolver } from './spot-check-limit.js';
import { spotCheckPlanAccess, SpotCheckPlanResolver, SpotCheckTaskResolver } from './spot-check-plan.js';
import { spotCheckRatioAccess, SpotCheckRatioResolver } from './spot-check-ratio.js';
import { spotCheckVisitAccess, SpotCheckVisitResolver, VisitOfObjectResolver } from './spot-check-visit.js';
import { standardAccess, StandardResolver } from './standard.js';
import { stationPictureAccess, StationPictureResolver } from './station-picture.js';
import { CreditSubjectResolver, subjectAccess } from './subject.js';
import { DisputedTierResolver, tierObjectionAccess, TierObjectionResolver } from './tier-objection.js';
import { treatmentAccess } from './treatment.js';
import { viewerAccess, ViewerResolver } from './viewer.js';
import { visitActsAccess, VisitActsResolver } from './visit-acts.js';
import { visitDetailsAccess } from './visit-details.js';
import { wideCreditMaps, wideCreditResolvers } from './wide-credit.js';
import { withdrawHazardAccess, WithdrawHazardResolver } from './withdraw-hazard.js';
import { worklistAccess, WorklistResolver } from './worklist.js';

/** Who may read what: every field of the schema stands in exactly one of these maps, or the service does not start. */
export const accessMaps: readonly AccessMap[] = [
  addRecordAccess,
  alarmCountAccess,
  ...approvalAccess,
  calendarFeedAccess,
  changedRatingAccess,
  changeHandsAccess,
  checkItemAccess,
  correctionOrderAccess,
  creditRecordAccess,
  decideGradeChangeAccess,
  draftAccess,
  draftActsAccess,
  drawAccess,
  drawActsAccess,
  drawnObjectAccess,
  dutyDayAccess,
  endRecordAccess,
  enterpriseAccess,
  enterpriseInspectionsAccess,
  fairnessAccess,
  ...followUpAccess,
  gradeChangeAccess,
  hazardAccess,
  heldRatingAccess,
  houseCodeAccess,
  houseGridAccess,
  householdAccess,
  householdActsAccess,
  housesOfPersonAccess,
  houseTenureAccess,
  inspectionAccess,
  inspectionForecastAccess,
  inspectionItemAccess,
  inspectionObjectAccess,
  inspectionRuleAccess,
  inspectionTeamAccess,
  inspectorAccess,
  inspectorActsAccess,
  jobAccess,
  ...listAccess,
  listProposalAccess,
  nodeAccess,
  noticeAccess,
  objectionActsAccess,
  ownRatingAccess,
  ownRentalHouseAccess,
  pageInfoAccess,
  pathToNextGradeAccess,
  patrolAccess,
  patrolsOfHouseAccess,
  penaltyTransferAccess,
  personAccess,
  photoAccess,
  pictureMonthAccess,
  planActsAccess,
  policyAccess,
  publicationAccess,
  publishedSpotCheckAccess,
  ratingAccess,
  ratingOutlookAccess,
  ratioPreviewAccess,
  ratioProposalAccess,
  recordInspectionAccess,
  recordRectificationAccess,
  rectificationReportAccess,
  rentalHouseAccess,
  roundAccess,
  simulationAccess,
  spotCheckLimitAccess,
  spotCheckPlanAccess,
  spotCheckRatioAccess,
  spotCheckVisitAccess,
  standardAccess,
  stationPictureAccess,
  subjectAccess,
  tierObjectionAccess,
  treatmentAccess,
  viewerAccess,
  visitActsAccess,
  visitDetailsAccess,
  ...wideCreditMaps,
  withdrawHazardAccess,
  worklistAccess,
  { UserError: inheritedFields('code', 'message', 'field') },
];

const RESOLVERS = [
  AddRecordResolver,
  AlarmCountResolver,
  ...approvalResolvers,
  CalendarFeedResolver,
  ChangeHandsResolver,
  CheckItemResolver,
  CorrectionOrderResolver,
  CreditSubjectResolver,
  DecideGradeChangeResolver,
  DisputedTierResolver,
  DraftActsResolver,
  DraftResolver,
  DrawActsResolver,
  DrawnObjectResolver,
  DrawResolver,
  DutyDayResolver,
  EndRecordResolver,
  EnterpriseInspectionsResolver,
  EnterpriseResolver,
  FairnessResolver,
  ...FOLLOW_UP_RESOLVERS,
  GradeChangeResolver,
  HazardReportsResolver,
  HazardResolver,
  HeldRatingResolver,
  HouseCodeResolver,
  HouseGridResolver,
  HouseholdActsResolver,
  HouseholdResolver,
  HousesOfPersonResolver,
  HouseTenureResolver,
  InspectionForecastResolver,
  InspectionItemResolver,
  InspectionObjectResolver,
  InspectionResolver,
  InspectionRuleResolver,
  InspectionTeamResolver,
  InspectorActsResolver,
  InspectorConflictResolver,
  InspectorResolver,
  JobResolver,
  LawFirmResolver,
  ...LIST_RESOLVERS,
  ListProposalResolver,
  NodeResolver,
  NoticeResolver,
  ObjectionActsResolver,
  OverdueInspectionResolver,
  OwnRatingResolver,
  OwnRentalHouseResolver,
  PathToNextGradeResolver,
  PatrolResolver,
  PatrolsOfHouseResolver,
  PatrolSourceResolver,
  PenaltyTransferResolver,
  PersonResolver,
  PictureMonthResolver,
  PlanActsResolver,
  PolicyResolver,
  PublicationResolver,
  PublishedSpotCheckResolver,
  RatingOutlookResolver,
  RatingResolver,
  RatioPreviewResolver,
  RatioProposalResolver,
  RecordInspectionResolver,
  RecordRectificationResolver,
  RectificationReportResolver,
  RentalHouseResolver,
  RoundResolver,
  SimulationResolver,
  SpotCheckLimitResolver,
  SpotCheckPlanResolver,
  SpotCheckRatioResolver,
  SpotCheckTaskResolver,
  SpotCheckVisitResolver,
  StandardResolver,
  StationPictureResolver,
  TenuresOfHouseResolver,
  TierObjectionResolver,
  ViewerResolver,
  VisitActsResolver,
  VisitOfObjectResolver,
  ...wideCreditResolvers,
  WithdrawHazardResolver,
  WorklistResolver,
] as const;

/** The schema as integrators read it, without the access rules. */
export function buildAppSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: RESOLVERS,
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

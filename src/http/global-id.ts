/** The kind of each entity, as the first part of its global id. */
export const ID = {
  enterprise: 'ent',
  lawFirm: 'lf',
  rentalHouse: 'rh',
  person: 'per',
  household: 'hh',
  record: 'rec',
  inspection: 'ins',
  hazard: 'haz',
  transfer: 'trf',
  notice: 'ntc',
  gradeChange: 'gc',
  objection: 'obj',
  report: 'rpt',
  draft: 'dft',
  standard: 'std',
  draw: 'draw',
  check: 'chk',
  answerChange: 'chg',
  webhook: 'whk',
  webhookDelivery: 'dlv',
  job: 'job',
  screening: 'scr',
  representative: 'rep',
  upload: 'upl',
  patrol: 'pat',
  officer: 'off',
  office: 'offc',
  spotCheckTask: 'task',
  team: 'team',
  spotCheckVisit: 'vis',
  recusal: 'rcs',
  correction: 'cor',
  listProposal: 'lpr',
  inspector: 'isp',
  conflict: 'cft',
  inspectionObject: 'iob',
  ratioProposal: 'rto',
  spotCheckPlan: 'plan',
  matter: 'mat',
  commitment: 'cmt',
  listCase: 'lca',
  listEntry: 'len',
  listObjection: 'lob',
  listRepair: 'lre',
} as const;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const GLOBAL_ID = new RegExp(`^([a-z]{2,12})_(${UUID})$`);

/** The id of an entity as clients see it: its kind and its uuid, such as `rh_01935c3e-…`. */
export function globalId(prefix: string, uuid: string): string {
  return `${prefix}_${uuid}`;
}

/** Kind and uuid of a global id; null when it is none, or none of these kinds. What is null was never found either. */
export function parseGlobalId<Prefix extends string>(
  id: string,
  prefixes: Prefix | readonly Prefix[],
): { readonly prefix: Prefix; readonly uuid: string } | null {
  const [, given, uuid] = GLOBAL_ID.exec(id) ?? [];
  if (given === undefined || uuid === undefined) return null;
  const allowed = typeof prefixes === 'string' ? [prefixes] : prefixes;
  const prefix = allowed.find((one) => one === given);
  return prefix === undefined ? null : { prefix, uuid };
}

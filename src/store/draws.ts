import { paged, statement } from './statement.js';

export type DrawState = 'COMMITTED' | 'RANDOMNESS_ENTERED' | 'WITNESSED' | 'DRAWN' | 'PUBLISHED' | 'VOID';
export type RandomnessKind = 'DICE' | 'BEACON';
type ByClass = Readonly<Record<string, number>>;

/** What stands in the transcript of a draw of the second kind; all null for one of the first. */
interface Commitments {
  readonly listSalt: string;
  readonly merkleRoot: string;
  readonly sizesHash: string;
  readonly ratiosHash: string;
  readonly inspectorsHash: string;
  readonly exclusionsHash: string;
  readonly avoidPairsHash: string;
  readonly commitment: string;
  readonly saltsCommitment: string;
}

type OrNull<Fields> = { readonly [Name in keyof Fields]: Fields[Name] | null };

export interface DrawRow extends OrNull<Commitments> {
  readonly id: string;
  /** Where its roster stands: the first draw of a continued one, else itself. */
  readonly rosterDrawId: string;
  readonly officeId: string;
  readonly title: string;
  /** As of the day that was asked for: a draw without its randomness is void from the day after the last one on. */
  readonly state: DrawState;
  readonly taskId: string | null;
  readonly itemCodes: readonly string[];
  readonly objectKind: string;
  readonly ground: string;
  readonly officeIds: readonly string[];
  readonly population: { readonly regionCode: string; readonly industryCodes: readonly string[] | null };
  readonly algorithm: string;
  readonly ratios: ByClass;
  readonly sizes: ByClass | null;
  readonly previousSizes: ByClass | null;
  readonly rosterHash: string;
  readonly rosterSize: number;
  readonly inspectorsPerObject: number;
  readonly specialties: readonly string[];
  readonly avoidPairs: readonly string[];
  readonly drawOn: string;
  readonly randomnessKind: RandomnessKind | null;
  readonly randomnessSource: string | null;
  readonly randomnessValueOn: string | null;
  readonly randomnessDueOn: string | null;
  readonly diceEach: number | null;
  readonly extendsId: string | null;
  readonly redrawsId: string | null;
  readonly reason: string | null;
  readonly preparedById: string;
  readonly preparedBy: string;
  readonly preparedOn: string;
  readonly witnessedBy: string | null;
  readonly witnessedOn: string | null;
  readonly voidReason: string | null;
  readonly seed: string | null;
  readonly drawnSize: number | null;
  readonly drawnOn: string | null;
  readonly drawnBy: string | null;
  readonly jobId: string | null;
}

const isOverdue = (today: string) =>
  `d.state in ('COMMITTED', 'RANDOMNESS_ENTERED') and d.randomness_due_on < ${today}::date`;

const drawOn = (today: string) => `
  select d.id, coalesce(d.extends_id, d.id) as "rosterDrawId", d.office_id as "officeId", d.title,
    case when ${isOverdue(today)} then 'VOID' else d.state end as state, d.task_id as "taskId", d.item_codes as "itemCodes",
    d.object_kind as "objectKind", d.ground, d.office_ids as "officeIds", d.population, d.algorithm, d.ratios, d.sizes,
    d.previous_sizes as "previousSizes", d.roster_hash as "rosterHash", d.roster_size as "rosterSize",
    d.inspectors_per_object as "inspectorsPerObject", d.specialties, d.avoid_pairs as "avoidPairs", d.draw_on as "drawOn",
    d.randomness_kind as "randomnessKind", d.randomness_source as "randomnessSource", d.randomness_value_on as "randomnessValueOn",
    d.randomness_due_on as "randomnessDueOn", d.dice_each as "diceEach", d.extends_id as "extendsId", d.redraws_id as "redrawsId",
    d.reason, d.prepared_by as "preparedById", p.name as "preparedBy", d.prepared_on as "preparedOn", w.name as "witnessedBy",
    d.witnessed_on as "witnessedOn", d.void_reason as "voidReason", d.seed, d.drawn_size as "drawnSize", d.drawn_on as "drawnOn",
    l.name as "drawnBy", d.job_id as "jobId", d.list_salt as "listSalt", d.merkle_root as "merkleRoot", d.sizes_hash as "sizesHash",
    d.ratios_hash as "ratiosHash", d.inspectors_hash as "inspectorsHash", d.exclusions_hash as "exclusionsHash",
    d.avoid_pairs_hash as "avoidPairsHash", d.commitment, d.salts_commitment as "saltsCommitment"
  from draw d
  join office f on f.id = d.office_id
  join officer p on p.id = d.prepared_by
  left join officer w on w.id = d.witnessed_by
  left join officer l on l.id = d.drawn_by`;

/** Draws of offices whose whole jurisdiction lies inside these region subtrees, and those in which an office takes part. */
const within = (roots: string, office: string) =>
  `(${office}::uuid = any(d.office_ids) or not exists (select from unnest(f.region_codes) as root where not root ^@ any(${roots}::text[])))`;

/** `$2` region subtrees and `$4` the office of whoever asks, `$3` today. */
export const FIND_DRAWS = statement<DrawRow>(
  'find-draws',
  `${drawOn('$3')} where d.id = any($1::uuid[]) and ${within('$2', '$4')}`,
);

/** Newest first; `$1` region subtrees and `$3` the office of whoever asks, `$2` today. */
export const LIST_DRAWS = paged<DrawRow>(
  'list-draws',
  'desc',
  ({
    order,
    beyond,
  }) => `${drawOn('$2')} where ${within('$1', '$3')} and ($4::uuid is null or d.id ${beyond} $4)
   order by d.id ${order} limit $5`,
);

export const COUNT_DRAWS = statement<{ count: number }>(
  'count-draws',
  `select count(*) from draw d join office f on f.id = d.office_id where ${within('$1', '$2')}`,
);

/** A draw in which the office `$2` takes part, held until the act is done; `$3` today. */
export const LOCK_DRAW = statement<DrawRow>(
  'lock-draw',
  `${drawOn('$3')} where d.id = $1 and $2::uuid = any(d.office_ids) for update of d`,
);

/** For whoever draws or shows what is public: `$2` today. */
export const READ_DRAW = statement<DrawRow>('read-draw', `${drawOn('$2')} where d.id = $1`);

export interface NewDraw extends Commitments {
  readonly id: string;
  readonly officeId: string;
  readonly title: string;
  readonly taskId: string | null;
  readonly itemCodes: readonly string[];
  readonly objectKind: string;
  readonly ground: string;
  readonly officeIds: readonly string[];
  readonly population: { readonly regionCode: string; readonly industryCodes: readonly string[] | null };
  readonly algorithm: string;
  readonly ratios: ByClass;
  readonly sizes: ByClass;
  readonly rosterHash: string;
  readonly rosterSize: number;
  readonly inspectorsPerObject: number;
  readonly specialties: readonly string[];
  readonly avoidPairs: readonly string[];
  readonly drawOn: string;
  readonly randomnessKind: RandomnessKind;
  readonly randomnessSource: string | null;
  readonly randomnessValueOn: string | null;
  readonly randomnessDueOn: string;
  readonly diceEach: number | null;
  readonly redrawsId: string | null;
  readonly reason: string | null;
  readonly preparedBy: string;
  readonly preparedOn: string;
}

const TEXTS = (name: string) => `array(select jsonb_array_elements_text(n.value->'${name}'))`;

/** `$1`: a `NewDraw`. It comes last in its transaction: from here on its lists are frozen. */
export const ADD_DRAW = statement<{ id: string }>(
  'add-draw',
  `insert into draw (id, office_id, title, task_id, object_kind, ground, population, algorithm, ratios, sizes, roster_hash, roster_size,
     inspectors_per_object, draw_on, randomness_kind, randomness_source, randomness_value_on, randomness_due_on, dice_each, redraws_id,
     reason, prepared_by, prepared_on, list_salt, merkle_root, sizes_hash, ratios_hash, inspectors_hash, exclusions_hash,
     avoid_pairs_hash, commitment, salts_commitment, item_codes, office_ids, specialties, avoid_pairs, state)
   select d.id, d."officeId", d.title, d."taskId", d."objectKind", d.ground, d.population, d.algorithm, d.ratios, d.sizes, d."rosterHash",
     d."rosterSize", d."inspectorsPerObject", d."drawOn", d."randomnessKind", d."randomnessSource", d."randomnessValueOn",
     d."randomnessDueOn", d."diceEach", d."redrawsId", d.reason, d."preparedBy", d."preparedOn", d."listSalt", d."merkleRoot",
     d."sizesHash", d."ratiosHash", d."inspectorsHash", d."exclusionsHash", d."avoidPairsHash", d.commitment, d."saltsCommitment",
     ${TEXTS('itemCodes')}, ${TEXTS('officeIds')}::uuid[], ${TEXTS('specialties')}, ${TEXTS('avoidPairs')}, 'COMMITTED'
   from (select $1::jsonb as value) n
   cross join jsonb_to_record(n.value) as d(id uuid, "officeId" uuid, title text, "taskId" uuid, "objectKind" text, ground text,
     population jsonb, algorithm text, ratios jsonb, sizes jsonb, "rosterHash" text, "rosterSize" integer, "inspectorsPerObject" integer,
     "drawOn" date, "randomnessKind" text, "randomnessSource" text, "randomnessValueOn" date, "randomnessDueOn" date, "diceEach" integer,
     "redrawsId" uuid, reason text, "preparedBy" uuid, "preparedOn" date, "listSalt" text, "merkleRoot" text, "sizesHash" text,
     "ratiosHash" text, "inspectorsHash" text, "exclusionsHash" text, "avoidPairsHash" text, commitment text, "saltsCommitment" text)
   returning id`,
);

/**
 * A continued draw: everything of the first one (`$2`) but the numbers of each class. `$3` ratios, `$4` sizes, `$5` sizes so far,
 * `$6` reason, `$7` officer, `$8` his office, `$9` today.
 */
export const ADD_EXTENSION = statement<{ id: string }>(
  'add-extension',
  `insert into draw (id, office_id, title, task_id, object_kind, ground, population, algorithm, ratios, sizes, previous_sizes, roster_hash,
     roster_size, inspectors_per_object, draw_on, randomness_kind, randomness_source, randomness_value_on, randomness_due_on, dice_each,
     extends_id, reason, prepared_by, prepared_on, list_salt, merkle_root, sizes_hash, ratios_hash, inspectors_hash, exclusions_hash,
     avoid_pairs_hash, commitment, salts_commitment, item_codes, office_ids, specialties, avoid_pairs, state, witnessed_by, witnessed_on)
   select $1::uuid, $8::uuid, title, task_id, object_kind, ground, population, algorithm, $3::jsonb, $4::jsonb, $5::jsonb, roster_hash,
     roster_size, inspectors_per_object, $9::date, randomness_kind, randomness_source, randomness_value_on, randomness_due_on, dice_each,
     id, $6::text, $7::uuid, $9::date, list_salt, merkle_root, sizes_hash, ratios_hash, inspectors_hash, exclusions_hash,
     avoid_pairs_hash, commitment, salts_commitment, item_codes, office_ids, specialties, avoid_pairs, 'WITNESSED', witnessed_by, witnessed_on
   from draw where id = $2 returning id`,
);

/** The draws that continue `$1`, latest first; `$2` today. */
export const LIST_EXTENSIONS = statement<DrawRow>(
  'list-extensions',
  `${drawOn('$2')} where d.extends_id = $1 order by d.id desc`,
);

/** Another draw for the task `$1`, continued ones apart. */
export const FIND_DRAW_OF_TASK = statement<{ id: string }>(
  'find-draw-of-task',
  'select id from draw where task_id = $1 and extends_id is null limit 1',
);

/** A draw under way on the day `$3` for the task `$1`, or instead of the draw `$2`. */
export const FIND_OPEN_DRAW = statement<{ id: string }>(
  'find-open-draw',
  `select d.id from draw d where (d.task_id = $1::uuid or d.redraws_id = $2::uuid) and d.extends_id is null
     and d.state in ('COMMITTED', 'RANDOMNESS_ENTERED', 'WITNESSED') and not (${isOverdue('$3')}) limit 1`,
);

/** `$2` officer, `$3` why. */
export const VOID_DRAW = statement<{ id: string }>(
  'void-draw',
  `update draw set state = 'VOID', voided_by = $2, void_reason = $3 where id = $1 returning id`,
);

export const NOTE_RANDOMNESS_ENTERED = statement<{ id: string }>(
  'note-randomness-entered',
  `update draw set state = 'RANDOMNESS_ENTERED' where id = $1 returning id`,
);

/** `$2` officer, `$3` today. */
export const WITNESS_DRAW = statement<{ id: string }>(
  'witness-draw',
  `update draw set state = 'WITNESSED', witnessed_by = $2, witnessed_on = $3 where id = $1 returning id`,
);

export const NOTE_DRAW_JOB = statement<{ id: string }>(
  'note-draw-job',
  'update draw set job_id = $2 where id = $1 returning id',
);

/** `$2` seed, `$3` how many, `$4` today, `$5` officer. */
export const NOTE_DRAWN = statement<{ id: string }>(
  'note-drawn',
  `update draw set state = 'DRAWN', seed = $2, drawn_size = $3, drawn_on = $4, drawn_by = $5 where id = $1 returning id`,
);

/** The numbers of the way of drawing in force on the day `$1`. */
export const READ_DRAW_RULES = statement<{ code: string; value: number }>(
  'read-draw-rules',
  `select distinct on (code) code, value from draw_rule where valid_from <= $1::date
   order by code, valid_from desc, recorded_at desc`,
);

import { paged, statement } from './statement.js';

export interface RosterRow {
  readonly publicId: string;
  readonly classCode: string;
  readonly weight: number;
}

/** The whole roster in public-id order, a slice at a time. */
export const READ_ROSTER = statement<RosterRow>(
  'read-roster',
  `select public_id as "publicId", class_code as "classCode", weight from draw_roster
   where draw_id = $1 and ($2::text is null or public_id > $2) order by public_id limit $3`,
);

/** One line, with its place on the roster. */
export const FIND_ROSTER_LINE = statement<RosterRow & { index: number }>(
  'find-roster-line',
  `select public_id as "publicId", class_code as "classCode", weight,
     (select count(*) from draw_roster b where b.draw_id = $1 and b.public_id < $2) as index
   from draw_roster where draw_id = $1 and public_id = $2`,
);

/** The lines from place `$2` on. */
export const READ_ROSTER_BLOCK = statement<RosterRow>(
  'read-roster-block',
  `select public_id as "publicId", class_code as "classCode", weight from draw_roster
   where draw_id = $1 order by public_id offset $2 limit $3`,
);

export const COUNT_ROSTER = statement<{ classCode: string; count: number }>(
  'count-roster',
  'select class_code as "classCode", count(*) from draw_roster where draw_id = $1 group by class_code',
);

export interface ExclusionRow {
  readonly drawId: string;
  readonly publicId: string;
  readonly subjectId: string;
  readonly reason: string;
  readonly detail: string | null;
}

const EXCLUSION = `select draw_id as "drawId", public_id as "publicId", subject_id as "subjectId", reason, detail from draw_exclusion`;

/** Who was left out of each draw of `$1`, by public id: the same page of all of them. */
export const LIST_EXCLUSIONS = paged<ExclusionRow>(
  'list-exclusions',
  'asc',
  ({ order, beyond }) => `
   select l.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     ${EXCLUSION} where draw_id = wanted.id and ($2::text is null or public_id ${beyond} $2)
     order by public_id ${order} limit $3
   ) l
   order by l."drawId", l."publicId" ${order}`,
);

/** All of them of the draw `$1`, a slice at a time. */
export const READ_EXCLUSIONS = statement<ExclusionRow>(
  'read-exclusions',
  `${EXCLUSION} where draw_id = $1 and ($2::text is null or public_id > $2) order by public_id limit $3`,
);

export const COUNT_EXCLUSIONS = statement<{ id: string; count: number }>(
  'count-exclusions',
  'select draw_id as id, count(*) as count from draw_exclusion where draw_id = any($1::uuid[]) group by draw_id',
);

export interface DrawInspectorRow {
  readonly drawId: string;
  readonly publicId: string;
  readonly inspectorId: string;
  readonly certificateExpiresOn: string;
  readonly specialties: readonly string[];
  readonly conflicts: readonly string[];
}

/** Who could be drawn as an inspector in the draws `$1`. */
export const LIST_DRAW_INSPECTORS = statement<DrawInspectorRow>(
  'list-draw-inspectors',
  `select draw_id as "drawId", public_id as "publicId", inspector_id as "inspectorId", expires_on as "certificateExpiresOn", specialties,
     conflicts
   from draw_inspector where draw_id = any($1::uuid[]) order by draw_id, public_id`,
);

/** Each element of `$2` is an `EligibleInspectorRow`. */
export const ADD_DRAW_INSPECTORS = statement<never>(
  'add-draw-inspectors',
  `insert into draw_inspector (draw_id, public_id, inspector_id, expires_on, specialties, conflicts)
   select $1, i."publicId", i.id, i."certificateExpiresOn", array(select jsonb_array_elements_text(i.specialties)),
     array(select jsonb_array_elements_text(i.conflicts))
   from jsonb_to_recordset($2::jsonb) as i(id uuid, "publicId" text, "certificateExpiresOn" date, specialties jsonb, conflicts jsonb)`,
);

/** Nobody reads it but by REVEAL_SECRET. */
export const ADD_DRAW_SECRET = statement<never>(
  'add-draw-secret',
  'insert into draw_secret (draw_id, secret, salt_key) values ($1, $2, $3)',
);

/** No row before the randomness is witnessed. */
export const REVEAL_SECRET = statement<{ secret: string; saltKey: string }>(
  'reveal-secret',
  'select secret, salt_key as "saltKey" from reveal_secret($1::uuid)',
);

/** `$2` the hashes of the blocks in order, as hexadecimal digits. */
export const ADD_DRAW_NODES = statement<never>(
  'add-draw-nodes',
  `insert into draw_node (draw_id, block, hash)
   select $1::uuid, n.at - 1, decode(n.hash, 'hex') from unnest($2::text[]) with ordinality as n(hash, at)`,
);

export const READ_DRAW_NODES = statement<{ hash: string }>(
  'read-draw-nodes',
  `select encode(hash, 'hex') as hash from draw_node where draw_id = $1 order by block`,
);

export interface DiceOfficerRow {
  readonly drawId: string;
  readonly place: number;
  readonly officerId: string;
  readonly name: string;
}

/** Who throws dice, by his number. */
export const LIST_DICE_OFFICERS = statement<DiceOfficerRow>(
  'list-dice-officers',
  `select o.draw_id as "drawId", o.place, o.officer_id as "officerId", f.name from draw_officer o join officer f on f.id = o.officer_id
   where o.draw_id = any($1::uuid[]) order by o.draw_id, o.place`,
);

/** `$2` the officers in the order of their numbers. */
export const ADD_DICE_OFFICERS = statement<never>(
  'add-dice-officers',
  `insert into draw_officer (draw_id, place, officer_id)
   select $1::uuid, o.at, o.id from unnest($2::uuid[]) with ordinality as o(id, at)`,
);

/** Which of the officers `$1` regulate the market at one of the offices `$2`. */
export const FIND_DICE_OFFICERS = statement<{ id: string }>(
  'find-dice-officers',
  `select id from officer where id = any($1::uuid[]) and office_id = any($2::uuid[]) and active and 'MARKET_REGULATOR' = any(roles)`,
);

/** Which of the offices `$1` regulate the market in the regions `$2`, or above or below them: whoever takes part sees classes. */
export const FIND_REGULATING_OFFICES = statement<{ id: string }>(
  'find-regulating-offices',
  `select id from office f where id = any($1::uuid[]) and kind = 'MARKET_REGULATOR'
     and exists (select from unnest(f.region_codes) as own, unnest($2::text[]) as root where own ^@ root or root ^@ own)`,
);

export interface RandomnessRow {
  readonly drawId: string;
  readonly place: number;
  readonly value: string;
  readonly enteredBy: string;
  readonly enteredById: string;
  readonly enteredOn: string;
}

const RANDOMNESS = `
  select r.draw_id as "drawId", r.place, r.value, o.name as "enteredBy", r.entered_by as "enteredById", r.entered_on as "enteredOn"
  from draw_randomness r join officer o on o.id = r.entered_by`;

/** For the service itself: what has been entered so far, whoever may see it. */
export const READ_RANDOMNESS = statement<RandomnessRow>(
  'read-randomness',
  `${RANDOMNESS} where r.draw_id = $1 order by r.place`,
);

/** What the draws `$1` show: nothing until all of it is in, so that nobody throws dice that he has seen the others for. */
export const SHOW_RANDOMNESS = statement<RandomnessRow>(
  'show-randomness',
  `${RANDOMNESS} join draw d on d.id = r.draw_id
   where r.draw_id = any($1::uuid[]) and d.state in ('RANDOMNESS_ENTERED', 'WITNESSED', 'DRAWN', 'PUBLISHED') order by r.draw_id, r.place`,
);

/** `$2` place, `$3` value, `$4` officer, `$5` today. No row when somebody was first. */
export const ADD_RANDOMNESS = statement<{ place: number }>(
  'add-randomness',
  `insert into draw_randomness (draw_id, place, value, entered_by, entered_on) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning place`,
);

/** Pairs of the last draw of the office `$1`, each as `a+b` in the order of bytes. */
export const LIST_LAST_PAIRS = statement<{ pair: string }>(
  'list-last-pairs',
  `select distinct least(a.certificate_number, b.certificate_number) || '+' || greatest(a.certificate_number, b.certificate_number) as pair
   from draw_assignment x
   join draw_assignment y on y.draw_id = x.draw_id and y.place = x.place and y.position > x.position
   join inspector a on a.id = x.inspector_id
   join inspector b on b.id = y.inspector_id
   where x.draw_id = (select id from draw where office_id = $1 and state in ('DRAWN', 'PUBLISHED') order by id desc limit 1)
   limit 20000`,
);

import { paged, statement } from './statement.js';

export interface DrawnObjectRow {
  readonly drawId: string;
  readonly subjectId: string;
  readonly publicId: string;
  readonly classCode: string;
  readonly ticket: string;
  readonly place: number;
  readonly pairRepeated: boolean;
  /** Whom the lot has given it, lowest lot first. */
  readonly inspectors: readonly { readonly name: string; readonly certificateNumber: string }[];
  readonly inspectedOn: string | null;
  readonly resultCodes: string[] | null;
  readonly note: string | null;
}

const DRAWN_OBJECT = `
  select o.draw_id as "drawId", o.subject_id as "subjectId", o.public_id as "publicId", o.class_code as "classCode", o.ticket,
    o.place, o.pair_repeated as "pairRepeated",
    (select jsonb_agg(jsonb_build_object('name', p.name, 'certificateNumber', p.certificate_number) order by a.position)
     from draw_assignment a join inspector p on p.id = a.inspector_id where a.draw_id = o.draw_id and a.place = o.place) as inspectors,
    i.inspected_on as "inspectedOn", i.result_codes as "resultCodes", i.note
  from draw_object o
  left join spot_check_result i on i.draw_id = o.draw_id and i.subject_id = o.subject_id`;

/** What each draw of `$1` has drawn, in the order of its list: the same page of all of them. */
export const LIST_DRAWN_OBJECTS = paged<DrawnObjectRow>(
  'list-drawn-objects',
  'asc',
  ({ order, beyond }) => `
   select l.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     ${DRAWN_OBJECT} where o.draw_id = wanted.id and ($2::integer is null or o.place ${beyond} $2)
     order by o.place ${order} limit $3
   ) l
   order by l."drawId", l.place ${order}`,
);

export const FIND_DRAWN_OBJECT = statement<DrawnObjectRow>(
  'find-drawn-object',
  `${DRAWN_OBJECT} where o.draw_id = $1 and o.subject_id = $2 order by o.place limit 1`,
);

export interface NewDrawnObject {
  readonly place: number;
  readonly publicId: string;
  readonly classCode: string;
  readonly ticket: string;
  readonly leafIndex: number;
  /** Hashes one behind the other, as hexadecimal digits. */
  readonly path: string;
  readonly pairRepeated: boolean;
  readonly inspectorIds: readonly string[];
}

/** Objects of the draw `$1` from the roster of `$2`; each element of `$3` is a `NewDrawnObject`. */
export const ADD_DRAWN_OBJECTS = statement<never>(
  'add-drawn-objects',
  `insert into draw_object (draw_id, roster_draw_id, place, public_id, subject_id, class_code, ticket, leaf_index, path, pair_repeated)
   select $1::uuid, $2::uuid, o.place, o."publicId", r.subject_id, o."classCode", o.ticket, o."leafIndex", decode(o.path, 'hex'),
     o."pairRepeated"
   from jsonb_to_recordset($3::jsonb) as o(place integer, "publicId" text, "classCode" text, ticket text, "leafIndex" integer, path text,
     "pairRepeated" boolean)
   join draw_roster r on r.draw_id = $2 and r.public_id = o."publicId"`,
);

/** The inspectors of the same objects. */
export const ADD_ASSIGNMENTS = statement<never>(
  'add-assignments',
  `insert into draw_assignment (draw_id, place, position, inspector_id)
   select $1::uuid, o.place, i.position, i.id::uuid
   from jsonb_to_recordset($2::jsonb) as o(place integer, "inspectorIds" jsonb)
   cross join jsonb_array_elements_text(o."inspectorIds") with ordinality as i(id, position)`,
);

export interface ProvenObjectRow {
  readonly place: number;
  readonly publicId: string;
  readonly classCode: string;
  readonly weight: number;
  readonly ticket: string;
  readonly leafIndex: number;
  readonly path: string;
  /** Certificate numbers, lowest lot first. */
  readonly inspectors: readonly string[];
}

const PROVEN = `
  select o.place, o.public_id as "publicId", o.class_code as "classCode", r.weight, o.ticket, o.leaf_index as "leafIndex",
    encode(o.path, 'hex') as path,
    array(select p.certificate_number from draw_assignment a join inspector p on p.id = a.inspector_id
      where a.draw_id = o.draw_id and a.place = o.place order by a.position) as inspectors
  from draw_object o join draw_roster r on r.draw_id = o.roster_draw_id and r.public_id = o.public_id`;

/** What was drawn, in the order of its list, a slice at a time. */
export const READ_PROVEN_BY_PLACE = statement<ProvenObjectRow>(
  'read-proven-by-place',
  `${PROVEN} where o.draw_id = $1 and o.place > $2 order by o.place limit $3`,
);

/** The same by public id, which tells nobody where one class ends and the next begins. */
export const READ_PROVEN_BY_PUBLIC_ID = statement<ProvenObjectRow>(
  'read-proven-by-public-id',
  `${PROVEN} where o.draw_id = $1 and ($2::text is null or o.public_id > $2) order by o.public_id limit $3`,
);

/** One drawn object by its public id. */
export const FIND_PROVEN = statement<ProvenObjectRow>(
  'find-proven',
  `${PROVEN} where o.draw_id = $1 and o.public_id = $2`,
);

import { worklistQuestion } from '../worklist-question.js';

export default worklistQuestion({
  title: "a team's round of a day: its houses in walking order, with what the worklist shows",
  wanted: ({ rows }) =>
    rows(`
      select d.team_id as id, d.planned_on::text as "on"
      from inspection_schedule d join office f on f.id = d.station_id
      where f.code = 'ZHONGSHAN-STATION' and d.team_id is not null
      group by d.team_id, d.planned_on having count(*) >= 10 order by d.planned_on, d.team_id limit 12`),
  ours: {
    declared: ', $teamId: ID!',
    given: ', teamId: $teamId',
    variables: ({ id }) => ({ teamId: `team_${id}` }),
  },
  rival: {
    declared: '$teamId: UUID!, $on: Date!',
    condition: 'teamId: $teamId, plannedOn: $on',
    order: 'ROUND_PLACE_ASC, HOUSE_ID_ASC',
    variables: ({ id, on }) => ({ teamId: id, on }),
  },
  limit: { where: 'team_id = $1 and planned_on = $2::date', order: 'round_place, house_id' },
});

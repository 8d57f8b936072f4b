import { worklistQuestion } from '../worklist-question.js';

export default worklistQuestion({
  title: "a station's worklist: 100 houses with tier, reason, owner and last inspection",
  wanted: async ({ rows, today }) => {
    const stations = await rows<{ id: string }>(`select id from office where code = 'ZHONGSHAN-STATION'`);
    return stations.map(({ id }) => ({ id, on: today }));
  },
  ours: { declared: '', given: '', variables: () => ({}) },
  rival: {
    declared: '$stationId: UUID!',
    condition: 'stationId: $stationId',
    order: 'DUE_ON_ASC, HOUSE_ID_ASC',
    variables: ({ id }) => ({ stationId: id }),
  },
  limit: { where: 'station_id = $1 and due_on <= $2::date', order: 'due_on, house_id' },
});

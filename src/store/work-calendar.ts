/** An SQL object of all published years, as `WorkCalendar` of the domain has it. */
export const WORK_CALENDAR = `(select jsonb_build_object('years', coalesce(jsonb_object_agg(year, jsonb_build_object(
    'holidays', holidays, 'makeUpWorkdays', make_up_workdays)), '{}')) from calendar_year)`;

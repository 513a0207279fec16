-- +goose Up
-- The manager, too, is kept from the file and from Slack: where both name one, the file counts. reporting_lines hold what
-- came of it.
alter table people add column manager text not null default '';       -- person id, as the file names it
alter table people add column slack_manager text not null default ''; -- user id, as the profile in Slack names it
alter table people add column manager_at bigint not null default 0;   -- when that was last read; 0 = it is due
update people set manager = coalesce(
    (select l.manager from reporting_lines as l where l.person = people.id and l.until_at = 0), '');

-- Where reading everybody from Slack stands. One row.
create table people_sync (
    id          text   not null primary key, -- 'slack'
    begun_at    bigint not null default 0,   -- of the round that is going on; 0 = none
    next_page   text   not null default '',  -- Slack's cursor
    ended_at    bigint not null default 0,   -- of the last whole round; 0 = never
    lease_until bigint not null default 0    -- until then one replica is at it
);
insert into people_sync (id) values ('slack');

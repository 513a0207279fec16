-- +goose Up
-- The template as it was when the cycle opened: one that changes later changes nothing that people were told.
alter table cycles add column template_text text not null default '';

-- Where each person stands, and when they came and left.
alter table cycle_subjects add column joined_at bigint not null default 0;    -- after the opening; 0 = with it
alter table cycle_subjects add column left_at bigint not null default 0;      -- 0 = still in it
alter table cycle_subjects add column nominated_at bigint not null default 0; -- the subject has named colleagues
alter table cycle_subjects add column approved_at bigint not null default 0;  -- the manager has looked at them
alter table cycle_subjects add column approved_by text not null default '';   -- '' = the deadline did it
alter table cycle_subjects add column assessed_at bigint not null default 0;  -- the self-assessment was sent

-- Whom a subject named to be asked, as the manager left it.
create table cycle_nominees (
    cycle   text   not null references cycles (id),
    subject text   not null,
    nominee text   not null,
    n       bigint not null, -- the subject's order
    primary key (cycle, subject, nominee)
);

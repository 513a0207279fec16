-- +goose Up
-- The directory. What the admin's file says and what Slack says stand side by side; where both speak, the file counts.
create table people (
    id             text    not null primary key, -- slack id
    name           text    not null default '',
    email          text    not null default '',
    timezone       text    not null default '',  -- IANA name
    role           text    not null default '',  -- '' = not known
    role_text      text    not null default '',  -- as written in the file
    team           text    not null default '',
    slack_name     text    not null default '',
    slack_email    text    not null default '',
    slack_timezone text    not null default '',
    guest          boolean not null default false,
    stranger       boolean not null default false, -- of another workspace
    bot            boolean not null default false,
    deleted        boolean not null default false, -- deactivated in Slack
    checked_at     bigint  not null default 0      -- when Slack was last asked; 0 = never
);

-- Who reported to whom, and when. A person has at most one line at a time; without a line there is no manager.
create table reporting_lines (
    person   text   not null references people (id),
    manager  text   not null references people (id),
    from_at  bigint not null,
    until_at bigint not null default 0, -- first moment it no longer holds; 0 = it holds
    primary key (person, from_at)
);
create unique index reporting_lines_present on reporting_lines (person) where until_at = 0;
create index reporting_lines_manager on reporting_lines (manager);
